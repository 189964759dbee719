package io.dynawrap.docs.modules.app;

import io.dynawrap.DbItem;

@DbItem(pk = "USER#{owner}", sk = "LOAN#{loanId}", table = "loans")
record Loan(String owner, String loanId) {}
