package io.mltwin.compute.computetargets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "/subscriptions/s/resourceGroups/rg1/providers/";

    @Test
    void aWorkspaceOfHighBusinessImpactHasNoComputeInstance() throws Exception {
        // Given
        ComputeBody body = Json.read("""
                        {"properties":{"computeType":"computeinstance"}}
                        """, ComputeBody.class);

        // When
        AzureException fault =
                catchThrowableOfType(AzureException.class, () -> ComputeValidator.validateBusinessImpact(true, body));

        // Then
        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.code()).isEqualTo("HbiWorkspaceComputeInstanceNotSupported");
        assertThatCode(() -> ComputeValidator.validateBusinessImpact(false, body))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'computeType':'AmlCompute','properties':{'vmSize':'S'}}|0",
                "{'computeType':'amlcompute','properties':{'vmSize':'S','remoteLoginPortPublicAccess':'Disabled','enableNodePublicIp':false}}|0",
                "{'computeType':'AKS','properties':{'agentCount':3,'clusterPurpose':'DevTest'}}|0",
                "{'computeType':'AKS','resourceId':'RG/Microsoft.ContainerService/managedClusters/a'}|0",
                "{'computeType':'virtualmachine','resourceId':'RG/Microsoft.Compute/virtualMachines/vm1'}|0",
                "{'computeType':'VirtualMachine','resourceId':'RG/microsoft.compute/VirtualMachines/vm1','properties':{'sshPort':22,'address':'10.0.0.4','administratorAccount':{'username':'u','password':'p'}}}|0",
                "{'computeType':'HDInsight','resourceId':'RG/Microsoft.HDInsight/clusters/h1'}|0",
                "{'computeType':'AKS','resourceId':'/subscriptions/x'}|400",
                "{'computeType':'AKS','resourceId':'RG/Microsoft.Compute/virtualMachines/vm1'}|400",
                "{'computeType':'VirtualMachine'}|400",
                "{'computeType':'VirtualMachine','resourceId':''}|400",
                "{'computeType':'VirtualMachine','resourceId':'vm1'}|400",
                "{'computeType':'VirtualMachine','resourceId':'RG/Microsoft.Compute/virtualMachines'}|400",
                "{'computeType':'VirtualMachine','resourceId':'RG/Microsoft.Compute/disks/d1'}|400",
                "{'computeType':'VirtualMachine','resourceId':'/subscriptions/s/providers/Microsoft.Compute/virtualMachines/vm1'}|400",
                "{'computeType':'VirtualMachine','resourceId':'RG/Microsoft.Compute/virtualMachines/vm1','properties':{'sshPort':70000}}|400",
                "{'computeType':'VirtualMachine','resourceId':'RG/Microsoft.Compute/virtualMachines/vm1','properties':{'sshPort':'22a'}}|400",
                "{'computeType':'VirtualMachine','resourceId':'RG/Microsoft.Compute/virtualMachines/vm1','properties':{'administratorAccount':{'password':'p'}}}|400",
                "{'computeType':'HDInsight'}|400",
                "{'computeType':'AmlCompute','properties':{}}|400",
                "{'computeType':'AmlCompute','resourceId':'/subscriptions/x','properties':{'vmSize':'S'}}|400",
                "{'computeType':'Toaster'}|400",
                "{}|400",
                "{'computeType':'AKS','properties':{'agentCount':0}}|400",
                "{'computeType':'AKS','properties':{'clusterPurpose':'Fun'}}|400",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','osType':'Windows'}}|501",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','subnet':{'id':'RG/Microsoft.Network/virtualNetworks/v/subnets/s'}}}|0",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','subnet':{'id':'x'}}}|400",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','enableNodePublicIp':'no'}}|400",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','userAccountCredentials':{'adminUserName':'a'}}}|400",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','userAccountCredentials':{'adminUserName':'azureuser'}}}|0",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','remoteLoginPortPublicAccess':'enabled'}}|0",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','remoteLoginPortPublicAccess':'Open'}}|400",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','remoteLoginPortPublicAccess':true}}|400",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','isolatedNetwork':true}}|501",
                "{'computeType':'AKS','properties':{'aksNetworkingConfiguration':{'subnetId':'x'}}}|501",
                "{'computeType':'databricks'}|400",
                "{'computeType':'DataFactory'}|400",
                "{'computeType':'AmlCompute','computeLocation':'eastus','properties':{'vmSize':'S'}}|0",
                "{'computeType':'AmlCompute','computeLocation':'westus','properties':{'vmSize':'S'}}|501",
                "{'computeType':'SynapseSpark'}|501",
                "{'computeType':'kubernetes'}|501"
            })
    void acceptsOnlyWhatIsBuilt(String properties, int refusal) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> {
            ComputeBody body = JSON.readValue(
                    ("{'location':'East US','properties':" + properties + "}")
                            .replace('\'', '"')
                            .replace("RG/", GROUP),
                    ComputeBody.class);
            ComputeValidator.validateType(ComputeValidator.readType(body), body);
        });
        assertThat(fault == null ? 0 : fault.status()).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            nullValues = "none",
            value = {
                "AmlCompute|none|none|0",
                "AmlCompute|{'type':'None'}|None|0",
                "AmlCompute|{'type':'systemassigned'}|SystemAssigned|0",
                "VirtualMachine|{'type':'SystemAssigned'}|SystemAssigned|400",
                "AmlCompute|{'type':'Fancy'}|none|400",
                "AmlCompute|{'type':'userassigned','userAssignedIdentities':{'RG/Microsoft.ManagedIdentity/userAssignedIdentities/u1':{}}}|UserAssigned|0",
                "AmlCompute|{'type':'UserAssigned','userAssignedIdentities':{}}|none|400",
                "AmlCompute|{'type':'UserAssigned','userAssignedIdentities':{'RG/Microsoft.ManagedIdentity/userAssignedIdentities/u1':null}}|none|400",
                "AmlCompute|{'type':'UserAssigned','userAssignedIdentities':{'u1':{}}}|none|400",
                "AmlCompute|{'type':'UserAssigned','userAssignedIdentities':{'RG/Microsoft.Compute/virtualMachines/v':{}}}|none|400",
                "AmlCompute|{'type':'SystemAssigned','userAssignedIdentities':{'RG/Microsoft.ManagedIdentity/userAssignedIdentities/u1':{}}}|none|400",
                "AmlCompute|{'type':'SystemAssigned,UserAssigned'}|none|400"
            })
    void identities(String type, String identity, String expected, int refusal) throws Exception {
        // Given
        String json = """
                {'identity':%s,'properties':{'computeType':'%s','properties':{'vmSize':'S'}}}
                """.formatted(identity, type);
        ComputeBody body = Json.read(json.replace('\'', '"').replace("RG/", GROUP), ComputeBody.class);

        // When
        AzureException fault =
                catchThrowableOfType(AzureException.class, () -> ComputeValidator.validateType(type, body));

        // Then
        assertThat(fault == null ? 0 : fault.status()).isEqualTo(refusal);
        if (refusal == 0) {
            assertThat(IdentityRequest.read(body).map(IdentityRequest::type).orElse(null))
                    .isEqualTo(expected);
        }
    }

    @Test
    void administratorsPasswordIsNotKept() throws Exception {
        // Given
        ObjectNode inner = (ObjectNode) JSON.readTree("""
                                {"sshPort":22,"sslConfiguration":{"status":"Enabled","cname":"n","cert":"c","key":"k"},"administratorAccount":
                                {"username":"u","password":"p","privateKeyData":"k","publicKeyData":"k"}}
                                """);

        // When
        ComputeValidator.dropSecrets(inner);

        // Then
        assertThat(inner.toString())
                .isEqualTo(
                        "{\"sshPort\":22,\"sslConfiguration\":{\"status\":\"Enabled\",\"cname\":\"n\"},\"administratorAccount\":{\"username\":\"u\"}}");
    }

    @ParameterizedTest
    @CsvSource({"cpu,true", "gpu-1,true", "c,false", "1cpu,false", "cpu_1,false", "a.b,false", "-a,false"})
    void names(String name, boolean valid) {
        AzureException fault = catchThrowableOfType(
                AzureException.class, () -> ComputeValidator.validateName(ComputeValidator.AML_COMPUTE, name));
        assertThat(fault == null).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}",
                "{'maxNodeCount':'2'}",
                "{'maxNodeCount':1.5}",
                "{'maxNodeCount':1,'minNodeCount':2}",
                "{'maxNodeCount':1,'minNodeCount':-1}",
                "{'maxNodeCount':1,'nodeIdleTimeBeforeScaleDown':'120'}",
                "{'maxNodeCount':1,'nodeIdleTimeBeforeScaleDown':'PT-5S'}"
            })
    void refusesImpossibleScales(String scale) {
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> ScaleSettings.read(JSON.readTree(scale.replace('\'', '"')), Duration.ofSeconds(120)));
        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(400);
    }

    @Test
    void scaleSettingsHaveAzuresDefaults() throws Exception {
        ScaleSettings scale = ScaleSettings.read(JSON.readTree("""
                        {"maxNodeCount":4}
                        """), Duration.ofSeconds(120));

        assertThat(scale).isEqualTo(new ScaleSettings(0, 4, Duration.ofSeconds(120)));
    }
}
