package io.mltwin.keyvault.vaults;

import static io.mltwin.encoding.Absence.orEmpty;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IPv4 address or a range of them, {@code 124.56.78.0/24}. */
public record Ipv4Range(int network, int prefix) {

    private static final int BITS = 32;
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern FORM =
            Pattern.compile(BYTE + "\\." + BYTE + "\\." + BYTE + "\\." + BYTE + "(/([12]?\\d|3[0-2]))?");

    /**
     * Parses an address or range.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Ipv4Range parse(String text) {
        Matcher matcher = FORM.matcher(orEmpty(text));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no IPv4 range");
        }
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            address = address << 8 | Integer.parseInt(matcher.group(i));
        }
        int prefix = matcher.group(6) == null ? BITS : Integer.parseInt(matcher.group(6));
        return new Ipv4Range(address & mask(prefix), prefix);
    }

    static boolean isValid(String text) {
        return text != null && FORM.matcher(text).matches();
    }

    boolean contains(String address) {
        return isValid(address) && (parse(address).network & mask(prefix)) == network;
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << BITS - prefix;
    }
}
