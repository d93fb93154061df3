"""What is measured, by hand and not in `make test`: `make fit`, `make ablation`, `make growth`,
`make bench`."""
