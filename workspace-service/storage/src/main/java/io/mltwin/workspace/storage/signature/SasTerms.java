package io.mltwin.workspace.storage.signature;

import static io.mltwin.encoding.Absence.isEmpty;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The limits a shared access signature sets to its use: time, protocol, address. */
public final class SasTerms {

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private SasTerms() {}

    /**
     * Why the signature cannot be used, or null when it can. Times are compared with wall time: the
     * client stamped them.
     */
    public static String refusal(
            QueryParameters query, String signedStart, String signedExpiry, Instant wallTime, String remoteAddress) {
        Instant expiry = time(signedExpiry);
        if (expiry == null) {
            return "Signed expiry time (se) is missing or no ISO 8601 time.";
        }
        if (!wallTime.isBefore(expiry)) {
            return "Signature not valid in the specified time frame: Expiry ["
                    + signedExpiry
                    + "] - Current ["
                    + wallTime
                    + "]";
        }
        if (!isEmpty(signedStart)) {
            Instant start = time(signedStart);
            if (start == null || wallTime.isBefore(start)) {
                return "Signature not valid in the specified time frame: Start ["
                        + signedStart
                        + "] - Current ["
                        + wallTime
                        + "]";
            }
        }
        String protocols = query.get("spr");
        if (protocols != null && !Arrays.asList(protocols.split(",")).contains("https")) {
            return "Signed protocol (spr) does not allow https.";
        }
        String addresses = query.get("sip");
        return addresses == null || allows(addresses, remoteAddress)
                ? null
                : "The address " + remoteAddress + " is outside sip.";
    }

    /** A time in one of the forms Azure Storage takes, in UTC; null for another. */
    public static Instant time(String text) {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ")) {
                return LocalDateTime.parse(text, DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'"))
                        .toInstant(ZoneOffset.UTC);
            }
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            return null;
        }
    }

    private static boolean allows(String range, String remote) {
        String[] ends = range.split("-", 2);
        String last = ends[ends.length - 1];
        if (!ADDRESS.matcher(ends[0]).matches()
                || !ADDRESS.matcher(last).matches()
                || !ADDRESS.matcher(remote).matches()) {
            return false;
        }
        long address = number(remote);
        return number(ends[0]) <= address && address <= number(last);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part) & 0xFF;
        }
        return number;
    }
}
