package io.mltwin.resourceprovider;

/** Rows that say which resources requests change, in the database that all replicas share. */
interface ClaimRows {

    /** Makes a claim; false when there is one already that has not ended. */
    boolean claim(String key, String token);

    /** Makes a claim last longer; false when it is lost or has been confirmed. */
    boolean renew(String key, String token);

    /** Ends a claim with the transaction that is open; false when it is lost. */
    boolean confirm(String key, String token);

    /** Ends a claim at once. */
    void release(String key, String token);
}
