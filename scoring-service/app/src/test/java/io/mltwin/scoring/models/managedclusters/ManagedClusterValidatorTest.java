package io.mltwin.scoring.models.managedclusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Microsoft.ContainerService asks of a cluster, one change to a good body at a time. */
class ManagedClusterValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD = """
            {"location": "eastus", "identity": {"type": "None"}, "properties": {
              "dnsPrefix": "scoring", "kubernetesVersion": "1.17.3",
              "agentPoolProfiles": [{"name": "pool1", "count": 3, "vmSize": "Standard_D3_v2", "mode": "System"}],
              "servicePrincipalProfile": {"clientId": "00000000-0000-4000-8000-000000000001", "secret": "Not-kept-1"}}}
            """;

    private static ObjectNode body(String pointer, String value) throws Exception {
        ObjectNode body = (ObjectNode) JSON.readTree(GOOD);
        int last = pointer.lastIndexOf('/');
        body.withObject(pointer.substring(0, last))
                .set(pointer.substring(last + 1), JSON.readTree(value.replace('\'', '"')));
        return body;
    }

    private static String outcome(AzureException fault) {
        return fault == null ? "passes" : fault.status() + " " + fault.code();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "/properties/kubernetesVersion | '1.17' | passes",
                "/properties/kubernetesVersion | null | passes",
                "/identity/type | 'SystemAssigned' | passes",
                "/properties/agentPoolProfiles | [{'name':'a','vmSize':'S'},{'name':'b','vmSize':'S','mode':'User','count':0}] | passes",
                "/properties/dnsPrefix | null | 400 InvalidParameter",
                "/properties/dnsPrefix | '-x' | 400 InvalidParameter",
                "/properties/servicePrincipalProfile | null | 400 InvalidParameter",
                "/properties/agentPoolProfiles | [] | 400 InvalidParameter",
                "/properties/agentPoolProfiles | 'three' | 400 InvalidParameter",
                "/properties/agentPoolProfiles | [{'name':'Pool','vmSize':'S'}] | 400 InvalidParameter",
                "/properties/agentPoolProfiles | [{'name':'a'}] | 400 InvalidParameter",
                "/properties/agentPoolProfiles | [{'name':'a','vmSize':'S','count':0}] | 400 InvalidParameter",
                "/properties/agentPoolProfiles | [{'name':'a','vmSize':'S'},{'name':'a','vmSize':'S'}] | 400 InvalidParameter",
                "/properties/agentPoolProfiles | [{'name':'a','vmSize':'S','mode':'User'}] | 400 InvalidParameter",
                "/properties/kubernetesVersion | 'new' | 400 InvalidParameter",
                "/properties/aadProfile | {'managed':true} | 501 NotImplemented",
                "/properties/apiServerAccessProfile | {'enablePrivateCluster':true} | 501 NotImplemented",
                "/properties/diskEncryptionSetID | '/subscriptions/s/d' | 400 InvalidParameter",
                "/properties/networkProfile | {'networkPolicy':'calico'} | 501 NotImplemented",
                "/properties/disableLocalAccounts | true | 501 NotImplemented",
                "/properties/publicNetworkAccess | 'Disabled' | 501 NotImplemented",
                "/properties/agentPoolProfiles | [{'name':'a','vmSize':'S','vnetSubnetID':'x'}] | 501 NotImplemented",
                "/identity/type | 'UserAssigned' | 501 NotImplemented"
            })
    void whatIsAskedOfEveryCluster(String pointer, String value, String expected) throws Exception {
        ObjectNode body = body(pointer, value);

        assertThat(outcome(catchThrowableOfType(AzureException.class, () -> ManagedClusterValidator.validate(body))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.16.9, 400 InvalidParameter", "1.17.0, passes"})
    void aCustomersKeyNeedsVersionOneSeventeen(String version, String expected) throws Exception {
        ObjectNode body = body("/properties/kubernetesVersion", "'" + version + "'");
        body.withObject("/properties")
                .put(
                        "diskEncryptionSetID",
                        "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1/providers/Microsoft.Compute/diskEncryptionSets/d");

        assertThat(outcome(catchThrowableOfType(AzureException.class, () -> ManagedClusterValidator.validate(body))))
                .isEqualTo(expected);
    }

    @Test
    void thePrefixOfItsNameStaysAndItsSecretIsNotKept() throws Exception {
        ObjectNode other = body("/properties/dnsPrefix", "'other'");
        ObjectNode kept = ManagedClusterMapper.content(JSON.readTree(GOOD));

        assertThat(kept.toString()).doesNotContain("Not-kept-1").contains("Standard_D3_v2");
        assertThat(outcome(catchThrowableOfType(
                        AzureException.class,
                        () -> ManagedClusterValidator.validateChange(
                                kept.path("properties"), other.path("properties")))))
                .isEqualTo("409 PropertyChangeNotAllowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a_", "a.b", "a b", "ä"})
    void names(String name) {
        assertThat(outcome(
                        catchThrowableOfType(AzureException.class, () -> ManagedClusterValidator.NAME.require(name))))
                .isEqualTo("400 InvalidResourceName");
        ManagedClusterValidator.NAME.require("a-b_c9");
    }
}
