package io.mltwin.keyvault.vaults;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.IpRule;
import io.mltwin.keyvault.vaults.VaultBody.NetworkAcls;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses from which a vault's data plane can be reached (Key Vault firewall): by default
 * all, else these IPv4 ranges, and Azure's own services where {@code bypass} says so.
 *
 * <p>Deviation: ranges of private networks are accepted in {@code ipRules}, since callers come from
 * there; an IPv6 loopback address counts as {@code 127.0.0.1}.
 *
 * <p>Deviation: no connection comes out of a subnet, so rules for subnets are kept and let nobody
 * in.
 *
 * @param closed {@code publicNetworkAccess} is Disabled: rules for addresses do not count
 */
public record NetworkRules(boolean closed, boolean open, boolean bypass, List<Ipv4Range> ranges) {

    private static final String IPV6_LOOPBACK = "0:0:0:0:0:0:0:1";
    private static final String MAPPED = "::ffff:";

    static NetworkRules of(NetworkAcls acls, String publicNetworkAccess) {
        boolean closed = AsciiCase.equal("Disabled", publicNetworkAccess);
        if (acls == null) {
            return new NetworkRules(closed, true, true, List.of());
        }
        List<Ipv4Range> ranges = new ArrayList<>();
        if (acls.ipRules() != null) {
            for (IpRule rule : acls.ipRules()) {
                ranges.add(Ipv4Range.parse(rule.value()));
            }
        }
        return new NetworkRules(
                closed,
                !AsciiCase.equal("Deny", acls.defaultAction()),
                !AsciiCase.equal("None", acls.bypass()),
                List.copyOf(ranges));
    }

    /** Returns whether an address may connect. */
    public boolean allows(String address) {
        if (closed) {
            return false;
        }
        if (open) {
            return true;
        }
        String plain = ipv4(address);
        return plain != null && ranges.stream().anyMatch(range -> range.contains(plain));
    }

    /** Returns the IPv4 address, or null. */
    private static String ipv4(String address) {
        if (address == null) {
            return null;
        }
        if (address.equals(IPV6_LOOPBACK) || address.equals("::1")) {
            return "127.0.0.1";
        }
        String plain = address.startsWith(MAPPED) ? address.substring(MAPPED.length()) : address;
        return plain.indexOf(':') < 0 ? plain : null;
    }
}
