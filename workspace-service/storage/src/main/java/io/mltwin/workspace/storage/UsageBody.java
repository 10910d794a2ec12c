package io.mltwin.workspace.storage;

/**
 * Microsoft.Storage/locations/usages on the wire (2019-06-01 to 2024-01-01): how many accounts a
 * subscription has in a region.
 *
 * <p>Deviation: the limit is Azure's, and no account is refused for it.
 */
record UsageBody(String unit, long currentValue, int limit, Name name) {

    private static final int MOST_ACCOUNTS = 250;

    record Name(String value, String localizedValue) {}

    static UsageBody ofAccounts(long count) {
        return new UsageBody("Count", count, MOST_ACCOUNTS, new Name("StorageAccounts", "Storage Accounts"));
    }
}
