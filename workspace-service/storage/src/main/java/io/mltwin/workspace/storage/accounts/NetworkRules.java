package io.mltwin.workspace.storage.accounts;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The firewall of a storage account ({@code networkAcls} and {@code publicNetworkAccess}).
 *
 * <p>Deviation: loopback and private addresses are accepted in ipRules; Azure takes public ones
 * only, of which there are none here.
 *
 * @param deny what no rule lets in is refused
 * @param bypass Azure's own services are let in whatever the rules say
 * @param addresses IPv4 addresses and ranges such as {@code 10.0.0.0/8}
 */
public record NetworkRules(boolean deny, boolean bypass, List<String> addresses) {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");
    private static final int BITS = 32;

    static NetworkRules of(StorageAccountEntity entity) {
        boolean closed = AsciiCase.equal("Disabled", entity.publicNetworkAccess);
        return new NetworkRules(
                closed || AsciiCase.equal("Deny", entity.networkDefaultAction),
                entity.networkBypass.contains("AzureServices"),
                closed ? List.of() : addresses(entity.ipRules));
    }

    static List<String> addresses(String stored) {
        return stored.isEmpty() ? List.of() : Arrays.asList(stored.split(","));
    }

    /** True for an IPv4 address or a range of them. */
    static boolean isAddress(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return false;
        }
        for (int part = 1; part <= 4; part++) {
            if (Integer.parseInt(form.group(part)) > 255) {
                return false;
            }
        }
        return form.group(5) == null || Integer.parseInt(form.group(5)) <= BITS - 2;
    }

    /** True when who comes from this address is let in. */
    public boolean allow(String remote) {
        return !deny || isAddress(remote) && addresses.stream().anyMatch(one -> covers(one, remote));
    }

    private static boolean covers(String rule, String remote) {
        int slash = rule.indexOf('/');
        int prefix = slash < 0 ? BITS : Integer.parseInt(rule.substring(slash + 1));
        long mask = prefix == 0 ? 0 : 0xFFFFFFFFL << BITS - prefix & 0xFFFFFFFFL;
        return (number(slash < 0 ? rule : rule.substring(0, slash)) & mask) == (number(remote) & mask);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
