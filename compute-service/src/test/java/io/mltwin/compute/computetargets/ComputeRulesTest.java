package io.mltwin.compute.computetargets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureFault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'computeType':'AmlCompute','properties':{'vmSize':'S'}}|0",
                "{'computeType':'amlcompute','properties':{'vmSize':'S','remoteLoginPortPublicAccess':'Disabled','enableNodePublicIp':false}}|0",
                "{'computeType':'AKS','properties':{'agentCount':3,'clusterPurpose':'DevTest'}}|0",
                "{'computeType':'AKS','resourceId':'/subscriptions/x'}|0",
                "{'computeType':'AmlCompute','properties':{}}|400",
                "{'computeType':'AmlCompute','resourceId':'/subscriptions/x','properties':{'vmSize':'S'}}|400",
                "{'computeType':'Toaster'}|400",
                "{}|400",
                "{'computeType':'AKS','properties':{'agentCount':0}}|400",
                "{'computeType':'AKS','properties':{'clusterPurpose':'Fun'}}|400",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','osType':'Windows'}}|501",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','subnet':{'id':'x'}}}|501",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','userAccountCredentials':{'adminUserName':'a'}}}|501",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','remoteLoginPortPublicAccess':'Enabled'}}|501",
                "{'computeType':'AmlCompute','properties':{'vmSize':'S','isolatedNetwork':true}}|501",
                "{'computeType':'AKS','properties':{'sslConfiguration':{'status':'Enabled'}}}|501",
                "{'computeType':'AKS','properties':{'aksNetworkingConfiguration':{'subnetId':'x'}}}|501",
                "{'computeType':'VirtualMachine'}|501",
                "{'computeType':'HDInsight'}|501",
                "{'computeType':'databricks'}|501",
                "{'computeType':'ComputeInstance'}|501"
            })
    void acceptsOnlyWhatIsBuilt(String properties, int refusal) {
        AzureFault fault =
                catchThrowableOfType(
                        AzureFault.class,
                        () -> {
                            ComputeBody body =
                                    JSON.readValue(
                                            ("{'properties':" + properties + "}")
                                                    .replace('\'', '"'),
                                            ComputeBody.class);
                            ComputeRules.check(ComputeRules.type(body), body);
                        });
        assertThat(fault == null ? 0 : fault.status()).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "cpu,true",
        "gpu-1,true",
        "c,false",
        "1cpu,false",
        "cpu_1,false",
        "a.b,false",
        "-a,false"
    })
    void names(String name, boolean valid) {
        AzureFault fault =
                catchThrowableOfType(AzureFault.class, () -> ComputeRules.checkName(name));
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
        AzureFault fault =
                catchThrowableOfType(
                        AzureFault.class,
                        () ->
                                ScaleSettings.read(
                                        JSON.readTree(scale.replace('\'', '"')),
                                        Duration.ofSeconds(120)));
        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(400);
    }

    @Test
    void scaleSettingsHaveAzuresDefaults() throws Exception {
        ScaleSettings scale =
                ScaleSettings.read(JSON.readTree("{\"maxNodeCount\":4}"), Duration.ofSeconds(120));

        assertThat(scale).isEqualTo(new ScaleSettings(0, 4, Duration.ofSeconds(120)));
    }
}
