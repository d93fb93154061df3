"""Manual pages for the tests, in each of the forms that they are found in."""

MAN_SOURCE = r"""'\" t
.\" Written by hand.
.TH KETTLE 1 "2021-03-09" "kettle 2.4" "Kitchen Commands"
.SH NAME
kettle \- boil water on a schedule
.SH SYNOPSIS
.B kettle
[\fIOPTION\fR]... \fIPOT\fR...
.br
.B kettle \-\-drain
.SH DESCRIPTION
.B kettle
heats each
.IR POT .
It stops by itself (see
.BR thermostat (5)).
.SH OPTIONS
.SS Heating
.TP
\fB\-b\fR, \fB\-\-boil\-at\fR=\fIDEGREES\fR
Stop at
.IR DEGREES .
.IP
Values above 100 are refused.
.TP
.B \-q
.TQ
.B \-\-quiet
Do not whistle.
.PP
These options may be combined.
.TP
\fB\-\-scale\fR=\fIUNIT\fR
What degrees are counted in:
.RS
.TP
c
Celsius, the default.
.TP
f
Fahrenheit.
.RE
.SH EXAMPLES
To boil two pots at once:
.PP
.nf
.RS
kettle \-b 96 left right
.RE
.fi
.IP \(bu 2
An item, \(lqquoted\(rq.
.SH "EXIT STATUS"
.IP 0
All pots boiled.
.IP 3
A pot was dry.
"""

DOCBOOK_SOURCE = r""".TH "SIEVE" "8" "" "sieve 1" "sieve"
.ie \n(.g .ds Aq \(aq
.el       .ds Aq '
.nh
.ad l
.SH "NAME"
sieve \- sort flour by grain
.SH "SYNOPSIS"
.HP \w'\fBsieve\fR\ 'u
\fBsieve\fR [OPTIONS...] {FILE}
.SH "OPTIONS"
.PP
\fB\-\-mesh=\fR\fB\fIWIDTH\fR\fR
.RS 4
The width of the holes\&. Don\*(Aqt go below 2\&.
.sp
Wider ones let husks through\&.
.RE
.PP
\fB\-\-shake\fR
.RS 4
Shake before sorting:
.sp
.if n \{\
.RS 4
.\}
.nf
sieve \-\-shake rye
.fi
.if n \{\
.RE
.\}
.RE
.sp
.RS 4
.ie n \{\
\h'-04'\(bu\h'+03'\c
.\}
.el \{\
.sp -1
.IP \(bu 2.3
.\}
Rye is sorted first\&.
.RE
"""

MDOC_SOURCE = r""".\" A licence stands here.
.Dd $Mdocdate: June 4 2019 $
.Dt LADLE 6
.Os
.Sh NAME
.Nm ladle
.Nd serve soup by the bowl
.Sh SYNOPSIS
.Nm ladle
.Op Fl hv
.Op Fl n Ar bowls
.Op Fl t Oo Ar table : Oc Ns Ar seat
.Sh DESCRIPTION
The
.Nm
utility serves
.Pq hot
soup; see
.Xr spoon 1 ,
.Xr bowl 5 .
.Pp
The options are as follows:
.Bl -tag -width Ds
.It Fl n Ar bowls
Fill that many
.Ar bowls .
.Pp
None is filled twice.
.It Xo
.Fl t
.Sm off
.Oo Ar table : Oc
.Ar seat
.Sm on
.Xc
Serve one seat.
.It Fl v , Fl -verbose
Say
.Dq slurp
at each bowl.
.El
.Sh EXAMPLES
Serve four bowls:
.Bd -literal -offset indent
$ ladle -n 4
.Ed
.Bl -bullet
.It
Keep it warm.
.El
"""

PAGE = """\
WHISK(1)                         Kitchen Manual                         WHISK(1)

NAME
       whisk - beat eggs until they are stiff

SYNOPSIS
       whisk [OPTION]... BOWL
       whisk --wash

DESCRIPTION
       Whisk beats  what is in  BOWL. It goes  on until  nothing moves any more,
       which takes longer with cold eggs; if the bowl is warm, see the  descrip‐
       tion of -w.

OPTIONS
       -s, --speed=N
              Beat N times a second.  Without this option the  speed  is  that  of
              -w for the first minute, and twice as much after that.

              Never more than 40.

       -w     Warm the bowl first.

       --help display this text and exit

       -c COLOUR
       --colour COLOUR
              Stop when the foam has this colour:

              pale   Nearly white.

              gold   As if sugar was added, or when the eggs were very fresh and
                     brown.

EXAMPLES
   Meringue
       To beat three whites:

           whisk -s 9 bowl
           whisk --wash

Kitchen tools 3                    May 2020                             WHISK(1)
"""


def strike_over(page: str) -> str:
    """`page` as a printer was told to set it: headings bold, terms underlined."""
    return "\n".join(
        "".join(f"{c}\b{c}" if c != " " else c for c in line)
        if line[:1].isupper() and line.isupper()
        else "".join(f"_\b{c}" if c.isalpha() else c for c in line)
        if line.lstrip().startswith("-")
        else line
        for line in page.split("\n")
    )
