"""What commands of TeX stand for within a formula."""

_LETTERS = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι"
    " kappa κ lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ"
    " upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π"
    " Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ aleph ℵ Re ℜ Im ℑ infty ∞ partial ∂"
    " nabla ∇ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ lnot ¬ sum ∑ prod ∏ int ∫ oint ∮"
    " ldots … dots … cdots … dotsc … dotsb … prime ′ degree ° textdegree ° celsius °C dagger †"
    " ddagger ‡ angle ∠ triangle △ square □ top ⊤ bot ⊥ micro µ textmu µ ohm Ω imath ı jmath ȷ"
    " S § P ¶ pounds £ euro € permil ‰ perthousand ‰ AA Å checkmark ✓ star ⋆ circ ∘ bullet •"
    " vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈"
    " rceil ⌉ lbrace { rbrace } lbrack [ rbrack ] backslash \\ colon : slash / textbackslash \\"
)
_RELATIONS = (
    "le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ leqslant ⩽ geqslant ⩾ lt < gt > ll ≪ gg ≫ lesssim ≲"
    " gtrsim ≳ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ doteq ≐ in ∈ notin ∉ ni ∋ subset ⊂"
    " subseteq ⊆ supset ⊃ supseteq ⊇ mid ∣ parallel ∥ perp ⊥ to → rightarrow → longrightarrow ⟶"
    " leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ implies ⟹ Leftarrow ⇐ Leftrightarrow ⇔"
    " iff ⟺ mapsto ↦ uparrow ↑ downarrow ↓ coloneqq ≔ times × cdot · div ÷ ast ∗ pm ± mp ∓ cup ∪"
    " cap ∩ wedge ∧ land ∧ vee ∨ lor ∨ setminus ∖ oplus ⊕ otimes ⊗ prec ≺ succ ≻ models ⊨"
)
_FUNCTIONS = (
    "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan log ln lg exp max min sup inf lim"
    " limsup liminf det dim ker deg gcd arg Pr hom mod"
)


def _read(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SIGNS = _read(_LETTERS)
RELATIONS = _read(_RELATIONS)
"""Signs with a blank on each side, if something stands there."""
FUNCTIONS = frozenset(_FUNCTIONS.split())
BLANKS = frozenset(("quad", "qquad", "space", "enspace", "thinspace", "medspace", "thickspace"))
SILENT = frozenset(
    (
        *("displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "left", "right"),
        *("big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "middle", "rm", "it"),
        *("bf", "mathstrut", "nonumber", "relax", "biggl", "biggr", "Biggl"),
        *("Biggr", "negthinspace"),
    )
)
LOOKS = frozenset(
    (
        *("mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "mathscr", "mathnormal"),
        *("bm", "boldsymbol", "operatorname", "operatorname*", "ensuremath", "mathop", "mathbin"),
        *("mathrel", "mathord", "mathopen", "mathclose", "mathpunct", "mathinner", "smash"),
    )
)
"""Commands that say how their argument looks."""
TEXTS = frozenset(
    ("text", "mbox", "hbox", "textrm", "textit", "textbf", "textsf", "texttt", "emph")
)
"""Commands of which the argument is words, not a formula."""
FRACTIONS = frozenset(("frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac", "flatfrac"))
UNSEEN = frozenset(("phantom", "hphantom", "vphantom", "cancel", "bcancel", "xcancel"))
"""Commands of which the argument is not shown, or struck out."""
ACCENTS = {
    "bar": "\u0304", "hat": "\u0302", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308", "acute": "\u0301", "grave": "\u0300", "check": "\u030c", "breve": "\u0306",
}  # fmt: skip
"""Commands that put an accent on one letter."""
DOUBLE_STRUCK = dict(zip("RNZQCPH", "ℝℕℤℚℂℙℍ", strict=True))
SPACES = {",": " ", ";": " ", ":": " ", ">": " ", " ": " ", "!": "", "/": "", "-": "", "\n": " "}
"""Commands of one sign that part what they stand between, or do not."""
ESCAPED = {**dict(zip("%$#_&{}", "%$#_&{}", strict=True)), "|": "‖"}
