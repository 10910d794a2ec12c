package io.mltwin.workspace.storage.accounts;

/** An account is no longer what it was remembered to be: what was decided by it does not count. */
public final class AccountChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AccountChangedException() {
        super("The account was changed", null, false, false);
    }
}
