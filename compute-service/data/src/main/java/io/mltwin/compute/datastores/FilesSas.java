package io.mltwin.compute.datastores;

import io.mltwin.encoding.UriEncoding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An account SAS for shares, directories and files, signed with the account's key ("Create an
 * account SAS", 2020-10-02). A service SAS would not open a share itself.
 */
final class FilesSas {

    private static final String VERSION = "2020-10-02";
    private static final String FILES = "f";
    private static final String SHARES_AND_ENTRIES = "co";
    private static final String PERMISSIONS = "rwlc";

    private FilesSas() {}

    static String of(String account, String accountKey, Instant expiry) {
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
