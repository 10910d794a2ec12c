package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.duplicatedParameter;
import static io.mltwin.identity.oauth.errors.AadErrors.malformedRequest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a posted form. Refuses a form with a duplicate field, or with one that is not UTF-8
 * in percent-encoding, has control characters or is too long.
 */
final class FormFields {

    private static final int LONGEST_FORM = 64 * 1024;
    private static final int LONGEST_FIELD = 1024;
    private static final int LONGEST_TOKEN = 32 * 1024;
    private static final Set<String> TOKENS =
            Set.of("client_assertion", "assertion", "code", "refresh_token", "device_code", "claims", "scope");

    private FormFields() {}

    static Map<String, String> parse(String body) {
        if (body.length() > LONGEST_FORM) {
            throw malformedRequest();
        }
        Map<String, String> form = new HashMap<>(16);
        int start = 0;
        while (start < body.length()) {
            int end = body.indexOf('&', start);
            end = end < 0 ? body.length() : end;
            int equals = body.indexOf('=', start);
            if (equals > start && equals < end) {
                add(form, decode(body, start, equals), decode(body, equals + 1, end));
            }
            start = end + 1;
        }
        return form;
    }

    private static void add(Map<String, String> form, String name, String value) {
        if (value.length() > (TOKENS.contains(name) ? LONGEST_TOKEN : LONGEST_FIELD)) {
            throw malformedRequest();
        }
        if (form.put(name, value) != null) {
            throw duplicatedParameter(name.substring(0, Math.min(name.length(), 64)));
        }
    }

    /** Decodes strictly, where the JDK's decoder replaces what it cannot read. */
    static String decode(String text, int from, int to) {
        boolean plain = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                // what is not ASCII comes percent-encoded
                throw malformedRequest();
            }
            plain &= c != '%' && c != '+';
        }
        return plain ? text.substring(from, to) : decodeEncoded(text, from, to);
    }

    private static String decodeEncoded(String text, int from, int to) {
        ByteBuffer bytes = ByteBuffer.allocate(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= to) {
                    throw malformedRequest();
                }
                int high = Character.digit(text.charAt(i + 1), 16);
                int low = Character.digit(text.charAt(i + 2), 16);
                if (high < 0 || low < 0) {
                    throw malformedRequest();
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else {
                bytes.put((byte) (c == '+' ? ' ' : c));
            }
        }
        bytes.flip();
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            if (decoded.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n')) {
                throw malformedRequest();
            }
            return decoded.toString();
        } catch (CharacterCodingException e) {
            throw malformedRequest();
        }
    }
}
