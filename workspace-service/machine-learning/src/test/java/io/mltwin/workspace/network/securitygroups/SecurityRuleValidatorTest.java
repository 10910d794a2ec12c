package io.mltwin.workspace.network.securitygroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityRuleValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VALID = """
            {
              "name": "batch",
              "properties": {
                "protocol": "Tcp",
                "sourceAddressPrefix": "BatchNodeManagement",
                "sourcePortRange": "*",
                "destinationAddressPrefix": "*",
                "destinationPortRange": "29876-29877",
                "access": "Allow",
                "priority": 120,
                "direction": "Inbound"
              }
            }
            """;

    private static SecurityRuleBody rule(String member, String value) throws Exception {
        ObjectNode rule = (ObjectNode) JSON.readTree(VALID);
        ObjectNode changed = member.equals("name") ? rule : rule.withObject("/properties");
        if (value == null) {
            changed.remove(member);
        } else {
            changed.set(member, JSON.readTree(value.replace('\'', '"')));
        }
        return Json.read(rule, SecurityRuleBody.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name | 'a' | 0 |",
                "name | '-a' | 400 | InvalidResourceName",
                "name | 'a b' | 400 | InvalidResourceName",
                "name | | 400 | InvalidResourceName",
                "priority | 100 | 0 |",
                "priority | 4096 | 0 |",
                "priority | 99 | 400 | SecurityRuleInvalidPriority",
                "priority | 4097 | 400 | SecurityRuleInvalidPriority",
                "priority | | 400 | SecurityRuleInvalidPriority",
                "direction | 'Sideways' | 400 | InvalidRequestFormat",
                "direction | | 400 | InvalidRequestFormat",
                "access | 'Perhaps' | 400 | InvalidRequestFormat",
                "access | | 400 | InvalidRequestFormat",
                "protocol | '*' | 0 |",
                "protocol | 'icmp' | 0 |",
                "protocol | 'Sctp' | 400 | InvalidRequestFormat",
                "protocol | | 400 | InvalidRequestFormat",
                "sourceAddressPrefix | 'Internet' | 0 |",
                "sourceAddressPrefix | 'storage.WestEurope' | 0 |",
                "sourceAddressPrefix | '10.0.0.4' | 0 |",
                "sourceAddressPrefix | '10.0.0.0/8' | 0 |",
                "sourceAddressPrefix | '10.0.0.0/33' | 400 | SecurityRuleInvalidAddressPrefix",
                "sourceAddressPrefix | '300.0.0.1' | 400 | SecurityRuleInvalidAddressPrefix",
                "sourceAddressPrefix | 'Nobody' | 400 | SecurityRuleInvalidAddressPrefix",
                "sourceAddressPrefix | 'Storage.Atlantis' | 400 | SecurityRuleInvalidAddressPrefix",
                "sourceAddressPrefix | | 400 | InvalidRequestFormat",
                "sourceAddressPrefixes | ['10.0.0.0/8','x'] | 400 | SecurityRuleInvalidAddressPrefix",
                "destinationPortRange | '0-65535' | 0 |",
                "destinationPortRange | '65536' | 400 | SecurityRuleInvalidPortRange",
                "destinationPortRange | '20-10' | 400 | SecurityRuleInvalidPortRange",
                "destinationPortRange | 'http' | 400 | SecurityRuleInvalidPortRange",
                "destinationPortRange | | 400 | InvalidRequestFormat",
                "destinationPortRanges | ['80','-1'] | 400 | SecurityRuleInvalidPortRange",
                "sourceApplicationSecurityGroups | [] | 0 |",
                "sourceApplicationSecurityGroups | [{'id':'x'}] | 501 | NotImplemented",
                "destinationApplicationSecurityGroups | [{'id':'x'}] | 501 | NotImplemented"
            })
    void takesWhatAzureTakes(String member, String value, int status, String code) throws Exception {
        SecurityRuleBody rule = rule(member, value);

        AzureException fault =
                catchThrowableOfType(AzureException.class, () -> SecurityRuleValidator.validate(List.of(rule)));

        assertThat(fault == null ? 0 : fault.status()).isEqualTo(status);
        assertThat(fault == null ? null : fault.code()).isEqualTo(code);
    }

    @Test
    void aPriorityIsTakenOnceADirection() throws Exception {
        SecurityRuleBody first = rule("name", "'first'");
        SecurityRuleBody second = rule("name", "'second'");

        AzureException fault = catchThrowableOfType(
                AzureException.class, () -> SecurityRuleValidator.validate(List.of(first, second)));

        assertThat(fault.code()).isEqualTo("SecurityRuleConflict");
        assertThat(fault).hasMessageStartingWith("Security rule second conflicts with rule first.");
        SecurityRuleBody outbound = rule("direction", "'Outbound'");
        assertThatCode(() -> SecurityRuleValidator.validate(List.of(first, outbound)))
                .doesNotThrowAnyException();
    }

    @Test
    void aNameIsTakenOnce() throws Exception {
        SecurityRuleBody first = rule("priority", "100");
        SecurityRuleBody second = rule("priority", "200");

        AzureException fault = catchThrowableOfType(
                AzureException.class, () -> SecurityRuleValidator.validate(List.of(first, second)));

        assertThat(fault.code()).isEqualTo("InvalidRequestFormat");
    }
}
