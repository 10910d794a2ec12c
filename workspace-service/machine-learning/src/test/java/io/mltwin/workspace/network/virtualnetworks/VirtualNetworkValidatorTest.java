package io.mltwin.workspace.network.virtualnetworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.network.virtualnetworks.VirtualNetworkValidator.VirtualNetworkRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualNetworkValidatorTest {

    /** Lets nulls into lists, as Json does not. */
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final ArmResourceId GROUP = ArmResourceId.subscription("s1").resourceGroup("rg1");
    private static final String NSG = "/subscriptions/%s/resourceGroups/rg2/providers/Microsoft.Network/%s/n";

    private static VirtualNetworkRequest validate(String name, String properties) throws Exception {
        VirtualNetworkBody body = JSON.readValue(
                ("{'location':'East US','properties':" + properties + "}").replace('\'', '"'),
                VirtualNetworkBody.class);
        VirtualNetworkRequest request =
                VirtualNetworkValidator.validate(GROUP.provider("Microsoft.Network", "virtualNetworks", name), body);
        request.subnets().ifPresent(subnets -> VirtualNetworkValidator.validateLayout(name, request.space(), subnets));
        return request;
    }

    private static void expect(String name, String properties, int status, String code) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> validate(name, properties));

        assertThat(fault == null ? 0 : fault.status()).as(properties).isEqualTo(status);
        assertThat(fault == null ? null : fault.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"v, 0,", "My.network_1-a, 0,", "v_, 0,", "_v, 400, InvalidResourceName", "v-, 400, InvalidResourceName"
    })
    void names(String name, int status, String code) {
        expect(name, "{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}", status, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'addressPrefixes':['10.0.0.0/16']} | 0 |",
                "{'addressPrefixes':['10.0.0.0/16','192.168.1.0/29']} | 0 |",
                "{'addressPrefixes':['10.0.0.0/16','10.0.128.0/17']} | 400 | AddressSpacesOverlap",
                "{'addressPrefixes':['10.0.0.1/16']} | 400 | InvalidCIDRNotation",
                "{'addressPrefixes':['10.0.0.0']} | 400 | InvalidAddressPrefixFormat",
                "{'addressPrefixes':['10.0.0.0/30']} | 400 | InvalidAddressPrefixFormat",
                "{'addressPrefixes':['0.0.0.0/0']} | 400 | InvalidAddressPrefixFormat",
                "{'addressPrefixes':['ten']} | 400 | InvalidAddressPrefixFormat",
                "{'addressPrefixes':[null]} | 400 | InvalidAddressPrefixFormat",
                "{'addressPrefixes':[]} | 400 | InvalidRequestFormat",
                "{} | 400 | InvalidRequestFormat",
                "{'addressPrefixes':['fd00::/48']} | 501 | NotImplemented"
            })
    void spaces(String space, int status, String code) {
        expect("v", "{'addressSpace':" + space + "}", status, code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | 0 |",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24'}},{'name':'b','properties':{'addressPrefixes':['10.0.1.0/24']}}] | 0 |",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24','privateEndpointNetworkPolicies':'disabled','privateLinkServiceNetworkPolicies':'Disabled','serviceEndpoints':[],'delegations':[]}}] | 0 |",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24'}},{'name':'b','properties':{'addressPrefix':'10.0.0.128/25'}}] | 400 | NetcfgSubnetRangesOverlap",
                "[{'name':'a','properties':{'addressPrefix':'10.1.0.0/24'}}] | 400 | NetcfgSubnetRangeOutsideVnet",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/15'}}] | 400 | NetcfgSubnetRangeOutsideVnet",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/30'}}] | 400 | NetcfgSubnetRangeTooSmall",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.1/24'}}] | 400 | InvalidCIDRNotation",
                "[{'name':'a','properties':{'addressPrefix':'x'}}] | 400 | InvalidAddressPrefixFormat",
                "[{'name':'a','properties':{}}] | 400 | InvalidRequestFormat",
                "[{'name':'a'}] | 400 | InvalidRequestFormat",
                "[{'properties':{'addressPrefix':'10.0.0.0/24'}}] | 400 | InvalidResourceName",
                "[{'name':'a b','properties':{'addressPrefix':'10.0.0.0/24'}}] | 400 | InvalidResourceName",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24'}},{'name':'A','properties':{'addressPrefix':'10.0.1.0/24'}}] | 400 | InvalidRequestFormat",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24','privateEndpointNetworkPolicies':'Some'}}] | 400 | InvalidRequestFormat",
                "[{'name':'a','properties':{'addressPrefixes':['10.0.0.0/24','10.0.1.0/24']}}] | 501 | NotImplemented",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24','serviceEndpoints':[{'service':'Microsoft.Storage'}]}}] | 501 | NotImplemented",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24','delegations':[{'name':'d'}]}}] | 501 | NotImplemented",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24','routeTable':{'id':'r'}}}] | 501 | NotImplemented",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24','natGateway':{'id':'r'}}}] | 501 | NotImplemented",
                "[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24','defaultOutboundAccess':false}}] | 501 | NotImplemented"
            })
    void subnets(String subnets, int status, String code) {
        expect("v", "{'addressSpace':{'addressPrefixes':['10.0.0.0/16']},'subnets':" + subnets + "}", status, code);
    }

    @ParameterizedTest
    @CsvSource({
        "s1, networkSecurityGroups, 0,",
        "S1, NetworkSecurityGroups, 0,",
        "s2, networkSecurityGroups, 400, InvalidResourceReference",
        "s1, virtualNetworks, 400, InvalidResourceReference"
    })
    void securityGroups(String subscription, String type, int status, String code) {
        expect(
                "v",
                "{'addressSpace':{'addressPrefixes':['10.0.0.0/16']},'subnets':[{'name':'a','properties':{'addressPrefix':'10.0.0.0/24','networkSecurityGroup':{'id':'"
                        + NSG.formatted(subscription, type)
                        + "'}}}]}",
                status,
                code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'enableDdosProtection':false,'virtualNetworkPeerings':[],'dhcpOptions':{'dnsServers':[]} | 0 |",
                "'enableDdosProtection':true | 501 | NotImplemented",
                "'virtualNetworkPeerings':[{'name':'p'}] | 501 | NotImplemented",
                "'dhcpOptions':{'dnsServers':['10.0.0.4']} | 501 | NotImplemented",
                "'flowTimeoutInMinutes':10 | 501 | NotImplemented",
                "'encryption':{'enabled':true} | 501 | NotImplemented"
            })
    void settings(String settings, int status, String code) {
        expect("v", "{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}," + settings + "}", status, code);
    }
}
