package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.RunRequirements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WORKSPACE = "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups/rg1"
            + "/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final ArmResourceId JOB = ArmResourceId.parse(WORKSPACE + "/jobs/job1");
    private static final String ENVIRONMENT = "'environmentId':'WS/environments/AzureML-Tribuo-4.3/versions/1'";
    private static final String REST = ENVIRONMENT + ",'computeId':'WS/computes/cpu'";

    @Test
    void aJobBecomesARun() throws Exception {
        // When
        CommandRun run = run("""
                        {'jobType':'Command','command':'java Train.java --alpha ${{inputs.alpha}}',
                        'inputs':{'alpha':{'jobInputType':'literal','value':'0.5'}},
                        'codeId':'WS/codes/abc/versions/1','limits':{'timeout':'PT1M30S'},
                        'environmentVariables':{'A':'b'},REST}
                        """);

        // Then
        assertThat(run.runId()).isEqualTo("job1");
        assertThat(run.given().displayName()).isEqualTo("job1");
        assertThat(run.experiment()).isEqualTo("Default");
        assertThat(run.command()).isEqualTo("java Train.java --alpha 0.5");
        assertThat(run.code()).isEqualTo(new CommandRun.Code("abc", "1"));
        assertThat(run.target()).isEqualTo("cpu");
        assertThat(run.environment()).isEqualTo("AzureML-Tribuo-4.3");
        assertThat(run.environmentVersion()).isEqualTo("1");
        assertThat(run.maxRunDurationSeconds()).isEqualTo(90);
        assertThat(run.environmentVariables()).containsEntry("A", "b");
        assertThat(run.requirements()).isEqualTo(RunRequirements.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "|null, 1, false, null",
                "'computeId':null|null, 1, false, null",
                "'computeId':'serverless'|null, 1, false, null",
                "'computeId':'azureml:Serverless'|null, 1, false, null",
                "'queueSettings':{}|null, 1, false, null",
                "'queueSettings':{'jobTier':'Null'}|null, 1, false, null",
                "'queueSettings':{'jobTier':'standard'}|null, 1, false, null",
                "'queueSettings':{'jobTier':'Spot'}|null, 1, true, null",
                "'resources':{'instanceCount':1,'shmSize':'2g'}|null, 1, false, null",
                "'resources':{'instanceType':'Standard_F2s_v2'}|Standard_F2s_v2, 1, false, null",
                "'identity':{'identityType':'AMLToken'}|null, 1, false, AML_TOKEN",
                "'identity':{'identityType':'Managed'}|null, 1, false, MANAGED"
            })
    void aJobWithoutComputeIsForServerlessCompute(String more, String requirements) throws Exception {
        CommandRun run =
                run("{'jobType':'Command','command':'true'," + (more == null ? "" : more + ",") + "ON_NO_COMPUTE}");

        assertThat(run.target()).isNull();
        RunRequirements found = run.requirements();
        assertThat(found.instanceType()
                        + ", "
                        + found.instanceCount()
                        + ", "
                        + found.lowPriority()
                        + ", "
                        + (found.identity() == null ? null : found.identity().kind()))
                .isEqualTo(requirements);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "azureml:E@latest, E, null",
        "azureml:E:1, E, 1",
        "azureml:WS/environments/E/versions/2, E, 2",
        "azureml://registries/azureml/environments/E/versions/3, E, 3",
        "azureml://registries/azureml/environments/E/labels/latest, E, null",
        "WS/environments/E/labels/latest, E, null",
        "WS/Environments/E/versions/4, E, 4"
    })
    void environmentsOfTheWorkspaceAndOfTheCuratedRegistry(String id, String name, String version) throws Exception {
        CommandRun run = run(
                "{'jobType':'command','command':'true','computeId':'WS/computes/cpu','environmentId':'" + id + "'}");

        assertThat(run.environment() + " " + run.environmentVersion()).isEqualTo(name + " " + version);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'command':'true',REST}|400",
                "{'jobType':'Nothing','command':'true',REST}|400",
                "{'jobType':'Command',REST}|400",
                "{'jobType':'Command','command':' ',REST}|400",
                "{'jobType':'Command','command':'true','computeId':'WS/computes/cpu'}|400",
                "{'jobType':'Command','command':'true','computeId':'WS/computes/cpu','environmentId':'WS/codes/E/versions/1'}|400",
                "{'jobType':'Command','command':'true','computeId':'WS/computes/cpu','environmentId':'WS2/environments/E/versions/1'}|400",
                "{'jobType':'Command','command':'true','computeId':'cpu','environmentId':'WS/environments/E/versions/1'}|400",
                "{'jobType':'Command','command':'true','computeId':'WS2/computes/cpu','environmentId':'WS/environments/E/versions/1'}|400",
                "{'jobType':'Command','command':'echo ${{inputs.none}}',REST}|400",
                "{'jobType':'Command','command':'echo ${{outputs.model}}',REST}|400",
                "{'jobType':'Command','command':'true','limits':{'timeout':'soon'},REST}|400",
                "{'jobType':'Command','command':'true','limits':{'timeout':'PT0S'},REST}|400",
                "{'jobType':'Command','command':'true','environmentVariables':{'A=B':'x'},REST}|400",
                "{'jobType':'Pipeline',REST}|501",
                "{'jobType':'Command','command':'true'}|400",
                "{'jobType':'Command','command':'true','distribution':{'distributionType':'TensorFlow'},REST}|501",
                "{'jobType':'Command','command':'true','identity':{'identityType':'UserIdentity'},REST}|501",
                "{'jobType':'Command','command':'true','identity':{'identityType':'None'},REST}|400",
                "{'jobType':'Command','command':'true','identity':{},REST}|400",
                "{'jobType':'Command','command':'true','resources':{'instanceCount':0},REST}|400",
                "{'jobType':'Command','command':'true','resources':{'instanceCount':1001},REST}|400",
                "{'jobType':'Command','command':'true','resources':{'dockerArgs':'--gpus all'},REST}|501",
                "{'jobType':'Command','command':'true','resources':{'locations':['eastus']},REST}|501",
                "{'jobType':'Command','command':'true','resources':{'properties':{'a':1}},REST}|501",
                "{'jobType':'Command','command':'true','queueSettings':{'jobTier':'Spot'},REST}|400",
                "{'jobType':'Command','command':'true','queueSettings':{'jobTier':'Premium'},ON_NO_COMPUTE}|501",
                "{'jobType':'Command','command':'true','queueSettings':{'jobTier':'Cheap'},ON_NO_COMPUTE}|400",
                "{'jobType':'Command','command':'true','queueSettings':{'priority':1},ON_NO_COMPUTE}|501",
                "{'jobType':'Command','command':'true','outputs':{'model':{'jobOutputType':'uri_zip'}},REST}|400",
                "{'jobType':'Command','command':'true','inputs':{'d':{'jobInputType':'uri_file'}},REST}|400",
                "{'jobType':'Command','command':'true','resources':{'instanceCount':2},REST}|501"
            })
    void refuses(String properties, int status) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> run(properties));

        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(status);
    }

    private static CommandRun run(String text) throws Exception {
        JsonNode properties = JSON.readTree(text.replace("REST", REST)
                .replace("ON_NO_COMPUTE", ENVIRONMENT)
                .replace('\'', '"')
                .replace("WS", WORKSPACE));
        return JobValidator.readRun(JOB, Json.read(properties, CommandJobBody.class), properties);
    }
}
