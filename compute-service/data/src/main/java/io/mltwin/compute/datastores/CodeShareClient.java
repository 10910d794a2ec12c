package io.mltwin.compute.datastores;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file share {@code code-{workspaceId}} of a workspace's default storage account, opened with
 * the account's key, as compute instances open it. The key is the one that lies in the workspace's
 * vault: after a regeneration it is good again once {@code resyncKeys} has taken the new one.
 */
@Singleton
public record CodeShareClient(DatastoreKeys keys, Addresses addresses, PlatformClock clock) {

    private static final String VERSION = "2020-10-02";
    private static final String FILES = "f";
    private static final String SHARES_AND_ENTRIES = "co";
    private static final String PERMISSIONS = "rwlc";

    private static final Duration VALIDITY = Duration.ofMinutes(5);

    /** Where it is, whether it can be reached or not. */
    public String address(Workspace workspace) {
        return "https://" + addresses.fileHost(workspace.storageAccountName()) + "/" + workspace.codeShare();
    }

    /**
     * The share with a signature.
     *
     * @throws AzureException when the vault does not give the key, or what it gives is none
     */
    public CodeShare open(Workspace workspace) {
        return new CodeShare(
                addresses.fileHost(workspace.storageAccountName()),
                workspace.codeShare(),
                signature(
                        workspace.storageAccountName(),
                        keys.accountKey(workspace),
                        clock.wall().instant().plus(VALIDITY)));
    }

    /**
     * The file share that notebooks and scripts of a workspace lie on, opened.
     *
     * @param host virtual host of the storage account's File service
     * @param signature a shared access signature for the account's files
     */
    public record CodeShare(String host, String name, String signature) {
        @Override
        public String toString() {
            return host + " " + name;
        }
    }

    /**
     * Returns an account SAS for shares, directories and files, signed with the account's key ("Create an
     * account SAS", 2020-10-02). A service SAS would not open a share itself.
     */
    private static String signature(String account, String accountKey, Instant expiry) {
        String end = expiry.truncatedTo(ChronoUnit.SECONDS).toString();
        // account, sp, ss, srt, st, se, sip, spr, sv
        String signed =
                String.join("\n", account, PERMISSIONS, FILES, SHARES_AND_ENTRIES, "", end, "", "https", VERSION, "");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("sv", VERSION);
        query.put("ss", FILES);
        query.put("srt", SHARES_AND_ENTRIES);
        query.put("sp", PERMISSIONS);
        query.put("se", end);
        query.put("spr", "https");
        query.put("sig", ContainerSas.sign(accountKey, signed));
        return UriEncoding.encodeQuery(query);
    }
}
