package io.mltwin.workspace.network.securitygroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.workspace.network.requests.AddressBlock;
import io.mltwin.workspace.network.securitygroups.SecurityGroupMapper.DefaultRules;
import io.mltwin.workspace.network.securitygroups.SecurityRule.Direction;
import io.mltwin.workspace.network.securitygroups.SecurityRuleEvaluator.FlowVerdict;
import io.mltwin.workspace.network.securitygroups.SecurityRuleEvaluator.NetworkFlow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule of a security group decides about a flow to port 29876 of nodes in 10.0.1.0/24. */
class SecurityRuleEvaluatorTest {

    private static final AddressBlock SUBNET = AddressBlock.parse("10.0.1.0/24").orElseThrow();

    /**
     * A rule is {@code name priority direction access protocol source sourcePorts destination
     * destinationPorts}; a comma separates values, a semicolon rules.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the default rules
                "| false | DenyAllInBound",
                // who allows
                "a 100 Inbound Allow Tcp BatchNodeManagement * * 29876-29877 | true | a",
                "a 100 inbound allow tcp batchnodemanagement * * 29876-29877 | true | a",
                "a 100 Inbound Allow * * * * * | true | a",
                "a 100 Inbound Allow Tcp Internet * VirtualNetwork 29876 | true | a",
                "a 100 Inbound Allow Tcp AzureCloud * 10.0.0.0/16 29876 | true | a",
                "a 100 Inbound Allow Tcp BatchNodeManagement.eastus * * 29876 | true | a",
                "a 100 Inbound Allow Tcp AzureCloud.eastus * 10.0.1.0/24 1-65535 | true | a",
                "a 100 Inbound Allow Tcp 0.0.0.0/0 * 0.0.0.0/0 443,29876 | true | a",
                "a 100 Inbound Allow Tcp Storage,BatchNodeManagement * * * | true | a",
                // who allows something else
                "a 100 Outbound Allow Tcp * * * * | false | DenyAllInBound",
                "a 100 Inbound Allow Udp BatchNodeManagement * * * | false | DenyAllInBound",
                "a 100 Inbound Allow Tcp BatchNodeManagement.westus * * * | false | DenyAllInBound",
                "a 100 Inbound Allow Tcp Storage * * * | false | DenyAllInBound",
                "a 100 Inbound Allow Tcp VirtualNetwork * * * | false | DenyAllInBound",
                "a 100 Inbound Allow Tcp AzureLoadBalancer * * * | false | DenyAllInBound",
                "a 100 Inbound Allow Tcp 20.1.2.0/24 * * * | false | DenyAllInBound",
                "a 100 Inbound Allow Tcp BatchNodeManagement * * 29877 | false | DenyAllInBound",
                "a 100 Inbound Allow Tcp BatchNodeManagement * 10.0.1.0/25 * | false | DenyAllInBound",
                "a 100 Inbound Allow Tcp BatchNodeManagement * 10.0.2.0/24 * | false | DenyAllInBound",
                "a 100 Inbound Allow Tcp BatchNodeManagement 443 * * | false | DenyAllInBound",
                // the first one by priority decides
                "d 200 Inbound Deny * * * * *; a 100 Inbound Allow Tcp BatchNodeManagement * * 29876 | true | a",
                "a 200 Inbound Allow Tcp BatchNodeManagement * * 29876; d 100 Inbound Deny * * * * * | false | d",
                "d 100 Outbound Deny * * * * *; a 200 Inbound Allow Tcp * * * 29876 | true | a",
                // who denies a part denies
                "d 100 Inbound Deny Tcp * * 10.0.1.7 *; a 200 Inbound Allow * * * * * | false | d",
                "d 100 Inbound Deny Tcp * 4000-5000 * 29876; a 200 Inbound Allow * * * * * | false | d",
                "d 100 Inbound Deny Tcp Internet * * 29000-30000; a 200 Inbound Allow * * * * * | false | d",
                // who denies something else does not
                "d 100 Inbound Deny Tcp 20.1.2.0/24 * * *; a 200 Inbound Allow * * * * * | true | a",
                "d 100 Inbound Deny Udp * * * *; a 200 Inbound Allow * * * * * | true | a",
                "d 100 Inbound Deny Tcp * * * 22; a 200 Inbound Allow * * * * * | true | a",
                "d 100 Inbound Deny Tcp * 80 * *; a 200 Inbound Allow * * * * * | true | a",
                "d 100 Inbound Deny Tcp * * 10.1.0.0/16 *; a 200 Inbound Allow * * * * * | true | a"
            })
    void inbound(String rules, boolean allowed, String rule) {
        FlowVerdict verdict =
                SecurityRuleEvaluator.evaluate(group(rules), flow(Direction.Inbound, "BatchNodeManagement", 29876));

        assertThat(verdict.allowed()).isEqualTo(allowed);
        assertThat(verdict.ruleName()).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| true | AllowInternetOutBound",
                "d 100 Outbound Deny * * * Internet * | false | d",
                "d 100 Outbound Deny * * * Storage.eastus 443 | false | d",
                "d 100 Outbound Deny * * * Storage.westus 443 | true | AllowInternetOutBound",
                "d 100 Outbound Deny * * * Storage 80 | true | AllowInternetOutBound",
                "d 100 Outbound Deny * 10.0.1.0/28 * * * | false | d",
                "d 100 Outbound Deny * * * VirtualNetwork * | true | AllowInternetOutBound",
                "d 200 Outbound Deny * * * * *; a 100 Outbound Allow Tcp VirtualNetwork * Storage 443 | true | a",
                "d 100 Inbound Deny * * * * * | true | AllowInternetOutBound"
            })
    void outbound(String rules, boolean allowed, String rule) {
        FlowVerdict verdict = SecurityRuleEvaluator.evaluate(group(rules), flow(Direction.Outbound, "Storage", 443));

        assertThat(verdict.allowed()).isEqualTo(allowed);
        assertThat(verdict.ruleName()).isEqualTo(rule);
    }

    private static NetworkFlow flow(Direction direction, String service, int port) {
        return new NetworkFlow(direction, "Tcp", service, "eastus", port, SUBNET);
    }

    private static List<SecurityRule> group(String rules) {
        List<SecurityRuleBody> bodies = rules == null
                ? List.of()
                : Arrays.stream(rules.split(";"))
                        .map(rule -> body(rule.strip().split(" ")))
                        .toList();
        SecurityRuleValidator.validate(bodies);
        return Stream.concat(bodies.stream().map(SecurityRuleValidator::read), DefaultRules.all().stream())
                .toList();
    }

    private static SecurityRuleBody body(String[] word) {
        return new SecurityRuleBody(
                null,
                word[0],
                null,
                new SecurityRuleBody.Properties(
                        null,
                        null,
                        word[4],
                        null,
                        List.of(word[6].split(",")),
                        null,
                        List.of(word[8].split(",")),
                        null,
                        List.of(word[5].split(",")),
                        null,
                        List.of(word[7].split(",")),
                        null,
                        null,
                        word[3],
                        Integer.valueOf(word[1]),
                        word[2]));
    }
}
