package io.mltwin.workspace.storage.blob.request;

import static io.mltwin.workspace.storage.wire.AccessErrors.noReadableSecondary;
import static io.mltwin.workspace.storage.wire.AccessErrors.secondaryWrite;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQueryIf;

import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.wire.HttpDates;
import io.mltwin.workspace.storage.wire.XmlWriter;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/**
 * The secondary location of an account whose replica can be read, {@code
 * account-secondary.blob.core.BASE}: reads only ("Azure Storage redundancy", "Get Blob Service
 * Stats"). Keys and signatures are the account's, by its own name.
 *
 * <p>Deviation: the secondary location shows the primary's data of the same moment; in Azure it
 * lags behind.
 */
public final class SecondaryEndpoint {

    private static final String SUFFIX = "-secondary";
    private static final String PREFIX = "/blob/";

    private SecondaryEndpoint() {}

    /** Returns whether the internal path {@code /blob/account/…} names it; accounts have no hyphen. */
    public static boolean isNamed(String internalPath) {
        return accountOf(internalPath).endsWith(SUFFIX);
    }

    /** Returns the same path at the account itself. */
    public static String primaryPath(String internalPath) {
        String account = accountOf(internalPath);
        return account.endsWith(SUFFIX)
                ? PREFIX
                        + account.substring(0, account.length() - SUFFIX.length())
                        + internalPath.substring(PREFIX.length() + account.length())
                : internalPath;
    }

    private static String accountOf(String internalPath) {
        int end = internalPath.indexOf('/', PREFIX.length());
        return internalPath.substring(PREFIX.length(), end < 0 ? internalPath.length() : end);
    }

    /**
     * Refuses what the endpoint does not do.
     *
     * @param secondary whether it was asked there
     * @throws io.mltwin.armweb.AzureException 403 for writes and for accounts whose replica cannot
     *     be read, 400 for the stats at the primary endpoint
     */
    public static void check(StorageAccount account, boolean secondary, String method, BlobOperation operation) {
        if (!secondary) {
            invalidQueryIf(
                    operation == BlobOperation.GET_SERVICE_STATS,
                    "comp",
                    "stats",
                    "ask the secondary endpoint of the account.");
            return;
        }
        if (!account.hasReadableSecondary()) {
            throw noReadableSecondary();
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw secondaryWrite();
        }
    }

    /** Get Blob Service Stats. */
    public static Response stats(Instant now) {
        XmlWriter xml = new XmlWriter().open("StorageServiceStats").open("GeoReplication");
        xml.element("Status", "live")
                .element("LastSyncTime", HttpDates.format(now))
                .close();
        return Response.ok(xml.close().end(), "application/xml").build();
    }
}
