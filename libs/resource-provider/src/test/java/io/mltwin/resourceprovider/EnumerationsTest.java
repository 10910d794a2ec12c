package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.Json;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of enumerations get Azure's spelling, and the customer's own texts stay as they are. */
class EnumerationsTest {

    private static final String GROUP = "/subscriptions/s/resourceGroups/g/providers/";
    private static final String WORKSPACE = GROUP + "Microsoft.MachineLearningServices/workspaces/w";

    private static String spelled(String id, String body) {
        ArmCall call = new ArmCall(
                "PUT",
                ArmTarget.parse(id),
                "2024-04-01",
                Map.of(),
                Json.read(body.replace('\'', '"'), com.fasterxml.jackson.databind.JsonNode.class),
                null,
                null,
                "");
        return Enumerations.spelled(call).body().toString().replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jobs/j | {'properties':{'jobType':'command','distribution':{'distributionType':'PYTORCH'}}} | {'properties':{'jobType':'Command','distribution':{'distributionType':'PyTorch'}}}
            jobs/j | {'properties':{'inputs':{'mode':{'jobInputType':'URI_File','mode':'download'}}}} | {'properties':{'inputs':{'mode':{'jobInputType':'uri_file','mode':'Download'}}}}
            jobs/j | {'properties':{'inputs':{'x':{'jobInputType':'literal','value':'command'}}}} | {'properties':{'inputs':{'x':{'jobInputType':'literal','value':'command'}}}}
            jobs/j | {'properties':{'jobs':{'jobType':{'limits':{'jobLimitsType':'COMMAND'}}}}} | {'properties':{'jobs':{'jobType':{'limits':{'jobLimitsType':'Command'}}}}}
            jobs/j | {'properties':{'jobType':'other','objective':{'goal':'MINIMIZE','primaryMetric':'LOSS'}}} | {'properties':{'jobType':'other','objective':{'goal':'Minimize','primaryMetric':'LOSS'}}}
            jobs/j | {'properties':{'tags':{'mode':'download'},'properties':{'jobType':'command'},'environmentVariables':{'mode':'direct'}}} | {'properties':{'tags':{'mode':'download'},'properties':{'jobType':'command'},'environmentVariables':{'mode':'direct'}}}
            schedules/s | {'properties':{'trigger':{'triggerType':'recurrence','frequency':'DAY','schedule':{'weekDays':['monday','other']}},'action':{'actionType':'createjob'}}} | {'properties':{'trigger':{'triggerType':'Recurrence','frequency':'Day','schedule':{'weekDays':['Monday','other']}},'action':{'actionType':'CreateJob'}}}
            datastores/d | {'properties':{'credentials':{'credentialsType':'ACCOUNTKEY','secrets':{'secretsType':'accountkey','key':'none'}}}} | {'properties':{'credentials':{'credentialsType':'AccountKey','secrets':{'secretsType':'AccountKey','key':'none'}}}}
            connections/c | {'properties':{'authType':'customkeys','credentials':{'keys':{'mode':'download'}}}} | {'properties':{'authType':'CustomKeys','credentials':{'keys':{'mode':'download'}}}}
            computes/c | {'properties':{'computeType':'amlcompute','properties':{'vmPriority':'lowpriority'}}} | {'properties':{'computeType':'AmlCompute','properties':{'vmPriority':'LowPriority'}}}
            """)
    void ofMachineLearning(String child, String given, String expected) {
        assertThat(spelled(WORKSPACE + "/" + child, given)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Microsoft.Storage/storageAccounts/a | {'sku':{'name':'standard_lrs'},'properties':{'networkAcls':{'defaultAction':'deny','bypass':'azureservices,logging'}}} | {'sku':{'name':'Standard_LRS'},'properties':{'networkAcls':{'defaultAction':'Deny','bypass':'AzureServices, Logging'}}}
            microsoft.storage/storageAccounts/a | {'properties':{'networkAcls':{'bypass':'AzureServices,Other'}}} | {'properties':{'networkAcls':{'bypass':'AzureServices,Other'}}}
            Microsoft.KeyVault/vaults/v | {'properties':{'sku':{'name':'Premium','family':'a'}}} | {'properties':{'sku':{'name':'premium','family':'A'}}}
            Microsoft.Search/searchServices/s | {'sku':{'name':'BASIC'}} | {'sku':{'name':'BASIC'}}
            """)
    void ofOtherProviders(String resource, String given, String expected) {
        assertThat(spelled(GROUP + resource, given)).isEqualTo(expected);
    }
}
