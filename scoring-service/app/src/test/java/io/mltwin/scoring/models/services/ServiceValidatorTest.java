package io.mltwin.scoring.models.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.scoring.models.services.AuthKeys.KeyType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One row a combination of the two fields; the last column is what the service asks for or the
     * status of the refusal.
     */
    @ParameterizedTest(name = "{0} authEnabled={1} aadAuthEnabled={2} is {3}")
    @CsvSource({
        "ACI,,,NONE",
        "ACI,true,,KEY",
        "ACI,false,,NONE",
        "ACI,,true,400",
        "ACI,false,true,400",
        "ACI,true,true,400",
        "ACI,true,false,KEY",
        "AKS,,,KEY",
        "AKS,true,,KEY",
        "AKS,false,,NONE",
        "AKS,,true,TOKEN",
        "AKS,false,true,TOKEN",
        "AKS,true,true,400",
        "AKS,,false,KEY",
        "AKS,false,false,NONE"
    })
    void oneFormOfAuthenticationAtATime(String computeType, Boolean auth, Boolean aadAuth, String expected)
            throws JsonProcessingException {
        // Given
        ServiceRequestBody request = request(
                computeType,
                (auth == null ? "" : ",'authEnabled':" + auth)
                        + (aadAuth == null ? "" : ",'aadAuthEnabled':" + aadAuth));
        ComputeType type = ComputeType.parse(computeType);
        // When, Then
        if (expected.matches("[0-9]+")) {
            assertRefused(Integer.parseInt(expected), request, type);
        } else {
            ServiceValidator.validate(request, type);
            assertThat(ServiceValidator.authentication(request, type)).isEqualTo(Authentication.valueOf(expected));
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'sslEnabled':true | 400",
                "'sslEnabled':true,'cname':'a.contoso.com','sslCertificate':'x' | 400",
                "'sslCertificate':'x' | 400",
                "'cname':'a.contoso.com' | 400",
                "'deploymentType':'Batch' | 501",
                "'vnetConfiguration':{'vnetName':'v'} | 501",
                "'environmentImageRequest':{} | 400",
                "'keys':{'primaryKey':'short'} | 400",
                "'keys':{'primaryKey':'with a blank in it'} | 400"
            })
    void whatIsNotEnforcedIsRefused(String member, int status) throws JsonProcessingException {
        assertRefused(status, request("ACI", "," + member), ComputeType.ACI);
    }

    /** What Azure's clients send by default, and what says no more than is done anyway, passes. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "deploymentType | 'httprealtimeendpoint' | 0",
                "numReplicas | 1 | 0",
                "numReplicas | 3 | 0",
                "numReplicas | 11 | 400",
                "numReplicas | 0 | 400",
                "autoScaler | {'autoscaleEnabled':false,'minReplicas':1,'maxReplicas':10} | 0",
                "autoScaler | {'autoscaleEnabled':true,'minReplicas':1,'maxReplicas':1} | 0",
                "autoScaler | {'autoscaleEnabled':true,'minReplicas':1,'maxReplicas':10} | 0",
                "autoScaler | {'autoscaleEnabled':true} | 0",
                "autoScaler.maxReplicas | {'autoscaleEnabled':true,'maxReplicas':11} | 400",
                "autoScaler.minReplicas | {'autoscaleEnabled':true,'minReplicas':3,'maxReplicas':2} | 400",
                "autoScaler.targetUtilization | {'targetUtilization':101} | 400",
                "autoScaler.minReplicas | {'minReplicas':0} | 400",
                "containerResourceRequirements | {'cpu':0.1,'memoryInGB':0.5} | 0",
                "containerResourceRequirements | {'cpu':1,'memoryInGB':1,'gpu':0,'fpga':0} | 0",
                "containerResourceRequirements.cpu | {'cpu':100000} | 501",
                "containerResourceRequirements.cpu | {'cpu':0} | 400",
                "containerResourceRequirements.memoryInGB | {'memoryInGB':-1} | 400",
                "containerResourceRequirements.memoryInGB | {'memoryInGB':100000} | 501",
                "containerResourceRequirements.memoryInGBLimit | {'memoryInGBLimit':1} | 501",
                "containerResourceRequirements.cpuLimit | {'cpu':1,'cpuLimit':2} | 501",
                "containerResourceRequirements.gpu | {'gpu':1} | 501",
                "containerResourceRequirements.fpga | {'fpga':1} | 501",
                "dataCollection | {'storageEnabled':false,'eventHubEnabled':false} | 0",
                "dataCollection.storageEnabled | {'storageEnabled':true} | 501",
                "dataCollection.eventHubEnabled | {'eventHubEnabled':true} | 501",
                "livenessProbeRequirements | {'periodSeconds':10,'initialDelaySeconds':310,'timeoutSeconds':2,'failureThreshold':3,'successThreshold':1} | 0",
                "livenessProbeRequirements | {'periodSeconds':5} | 501",
                "maxConcurrentRequestsPerContainer | 4 | 0",
                "maxConcurrentRequestsPerContainer | 0 | 400",
                "maxQueueWaitMs | 0 | 400",
                "maxQueueWaitMs | 180001 | 400",
                "scoringTimeoutMs | -1 | 400",
                "appInsightsEnabled | false | 0",
                "dnsNameLabel | 'mine' | 501"
            })
    void aSettingHoldsOrIsRefusedByName(String setting, String value, int status) throws JsonProcessingException {
        // Given
        ServiceRequestBody request = request("AKS", ",'" + setting.split("\\.")[0] + "':" + value);
        // When
        AzureException fault =
                catchThrowableOfType(AzureException.class, () -> ServiceValidator.validate(request, ComputeType.AKS));
        // Then
        if (status == 0) {
            assertThat(fault).isNull();
        } else {
            assertThat(fault.status()).isEqualTo(status);
            assertThat(fault.getMessage()).contains("'" + setting);
        }
        if (status == 501) {
            assertThat(fault.code()).isEqualTo("NotImplemented");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A-service", "1service", "ab", "service-", "service_1", "a23456789012345678901234567890123"})
    void aNameIsAHostLabel(String name) throws JsonProcessingException {
        ServiceRequestBody request = Json.read("""
                        {"name": "%s", "imageId": "i:1"}""".formatted(name), ServiceRequestBody.class);
        assertRefused(400, request, ComputeType.ACI);
    }

    @ParameterizedTest
    @CsvSource({"AKSENDPOINT,501", "AMLCOMPUTE,501", "IOT,501", "VM,400"})
    void otherComputeTypesAreRefused(String type, int status) {
        assertThatThrownBy(() -> ComputeType.parse(type))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource({"0,PRIMARY", "1,SECONDARY", "Primary,PRIMARY", "secondary,SECONDARY"})
    void keyTypesAreNumbersOrWords(String text, KeyType type) {
        assertThat(KeyType.parse(TextNode.valueOf(text))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "", "Tertiary"})
    void otherKeyTypesAreRefused(String text) {
        assertThatThrownBy(() -> KeyType.parse(TextNode.valueOf(text))).isInstanceOf(AzureException.class);
    }

    private static void assertRefused(int status, ServiceRequestBody request, ComputeType type) {
        assertThatThrownBy(() -> ServiceValidator.validate(request, type))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(status));
    }

    private static ServiceRequestBody request(String computeType, String more) throws JsonProcessingException {
        String compute = computeType.equals("AKS") ? ",'computeName':'aks1'" : "";
        String text =
                "{'name':'service-1','imageId':'image:1','computeType':'" + computeType + "'" + compute + more + "}";
        return Json.read(text.replace('\'', '"'), ServiceRequestBody.class);
    }
}
