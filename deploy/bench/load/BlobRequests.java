import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Requests of the Blob service, signed with the account's key or with a token.
 *
 * @param host of the account, with port
 */
record BlobRequests(String account, String host, SecretKeySpec key, String token) {
    private static final String VERSION = "x-ms-version:2021-12-02\n";
    private static final byte[] NONE = {};
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US);
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(BlobRequests::newMac);

    private static volatile Second now = new Second(0, "");

    private record Second(long number, String date) {}

    /** With a token. */
    Request bearer(String method, String path, String headers, byte[] body) {
        return request(method, path, "", headers + VERSION, "Bearer " + token, body);
    }

    /** Signed with the account's key; parameters and headers one a line, in order of their names. */
    Request signed(String method, String path, String parameters, String headers, byte[] body) {
        String date = date();
        String all = headers + "x-ms-date:" + date + "\n" + VERSION;
        String resource = "/" + account + path + (parameters.isEmpty() ? "" : "\n" + parameters.replace("=", ":"));
        String length = body == null || body.length == 0 ? "" : Integer.toString(body.length);
        String text = method + "\n\n\n" + length + "\n\n\n\n\n\n\n\n\n" + all + resource;
        return request(method, path, parameters, all, "SharedKey " + account + ":" + mac(text), body);
    }

    private static String date() {
        long second = System.currentTimeMillis() / 1000;
        Second last = now;
        if (last.number() != second) {
            last = new Second(second, HTTP_DATE.format(Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC)));
            now = last;
        }
        return last.date();
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String mac(String text) {
        try {
            Mac mac = MACS.get();
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Request request(String method, String path, String parameters, String headers, String credential, byte[] body) {
        return Request.of(
                method,
                path + (parameters.isEmpty() ? "" : "?" + parameters.replace('\n', '&')),
                host,
                "Authorization: " + credential + "\n" + headers,
                method.equals("PUT") && body == null ? NONE : body);
    }
}
