package io.mltwin.keyvault.vaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.keyvault.vaults.VaultBody.IpRule;
import io.mltwin.keyvault.vaults.VaultBody.NetworkAcls;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkRulesTest {

    @ParameterizedTest(name = "{0} lets {1} in: {2}")
    @CsvSource({
        "124.56.78.91, 124.56.78.91, true",
        "124.56.78.91, 124.56.78.92, false",
        "124.56.78.0/24, 124.56.78.255, true",
        "124.56.78.0/24, 124.56.79.0, false",
        "200.0.0.0/7, 201.255.255.255, true",
        "200.0.0.0/7, 202.0.0.0, false",
        "0.0.0.0/0, 9.9.9.9, true",
        "127.0.0.0/8, ::1, true",
        "127.0.0.1, 0:0:0:0:0:0:0:1, true",
        "127.0.0.1, ::ffff:127.0.0.1, true",
        "0.0.0.0/0, 2001:db8::1, false"
    })
    void aRangeLetsItsAddressesIn(String range, String address, boolean allowed) {
        NetworkAcls acls = new NetworkAcls("None", "Deny", List.of(new IpRule(range)), null);

        assertThat(NetworkRules.of(acls, "Enabled").allows(address)).isEqualTo(allowed);
        assertThat(NetworkRules.of(acls, "Disabled").allows(address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Deny, false", "deny, false", "Allow, true", "allow, true"})
    void withoutRulesTheDefaultDecides(String action, boolean allowed) {
        NetworkRules rules = NetworkRules.of(new NetworkAcls(null, action, null, null), null);

        assertThat(rules.allows("9.9.9.9")).isEqualTo(allowed);
        assertThat(rules.bypass()).isTrue();
    }
}
