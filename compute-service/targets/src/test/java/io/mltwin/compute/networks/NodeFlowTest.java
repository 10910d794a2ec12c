package io.mltwin.compute.networks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeFlowTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | Inbound TCP 29876 from BatchNodeManagement, Inbound TCP 29877 from BatchNodeManagement,"
                        + " Outbound TCP 443 to Storage, Outbound TCP 443 to AzureActiveDirectory, Outbound TCP 443 to AzureMachineLearning",
                "false | Outbound TCP 443 to BatchNodeManagement,"
                        + " Outbound TCP 443 to Storage, Outbound TCP 443 to AzureActiveDirectory, Outbound TCP 443 to AzureMachineLearning"
            })
    void isWhatAzureDocuments(boolean publicIp, String flows) {
        assertThat(NodeFlow.required("eastus", publicIp))
                .extracting(NodeFlow::describe)
                .containsExactly(flows.split(", "));
    }
}
