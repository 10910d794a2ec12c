package io.mltwin.workspace.storage.accounts;

/** The account that a request was decided by is not the one that is in force. */
public class AccountChangedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AccountChangedException(StorageAccount account) {
        super("The account " + account.name() + " has changed", null, false, false);
    }
}
