package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {

    private static JsonNode job(String json) {
        return Json.read(json.replace('\'', '"'), JsonNode.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'outputs':{'o':{'uri':'azureml://datastores/${{default_datastore}}/paths/${{name}}/${{ output_name }}/'}}}|/outputs/o/uri|azureml://datastores/workspaceblobstore/paths/job/o/",
                "{'outputs':{'o':{'assetName':'of-${{name}}'}}}|/outputs/o/assetName|of-job",
                "{'inputs':{'i':{'value':'${{name}}-1'}}}|/inputs/i/value|job-1",
                "{'inputs':{'i':{'uri':'azureml://datastores/${{default_datastore}}/paths/x'}}}|/inputs/i/uri|azureml://datastores/workspaceblobstore/paths/x",
                "{'displayName':'my ${{name}}'}|/displayName|my job",
                "{'command':'echo ${{inputs.x}}','inputs':{'i':{'value':'$1 {{x}}'}}}|/inputs/i/value|$1 {{x}}"
            })
    void fills(String job, String at, String filled) {
        assertThat(Expressions.fill(job(job), "job").at(at).asText()).isEqualTo(filled);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'outputs':{'o':{'uri':'azureml://datastores/${{none}}/paths/x'}}}|properties.outputs.o.uri",
                "{'inputs':{'i':{'value':'${{output_name}}'}}}|properties.inputs.i.value",
                "{'inputs':{'i':{'value':'${{}}'}}}|properties.inputs.i.value",
                "{'displayName':'${{creation_context.trigger_time}}'}|properties.displayName"
            })
    void refusesWhatThereIsNot(String job, String target) {
        AzureException refused = catchThrowableOfType(AzureException.class, () -> Expressions.fill(job(job), "job"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.content().target()).isEqualTo(target);
    }

    @Test
    void leavesToLaterWhatIsNotKnownYet() {
        JsonNode job = job("{'inputs':{'i':{'value':'${{creation_context.trigger_time}} ${{name}}'}}}");

        JsonNode filled = Expressions.fill(job, Map.of("creation_context.trigger_time", "now"));

        assertThat(filled.at("/inputs/i/value").asText()).isEqualTo("now ${{name}}");
        assertThat(Expressions.fill(filled, "job").at("/inputs/i/value").asText())
                .isEqualTo("now job");
    }

    @Test
    void leavesOutputsToTheJobsThatHaveThem() {
        JsonNode job = job("{'inputs':{'i':{'value':'${{name}}'}},'outputs':{'o':{'uri':'${{name}}'}}}");

        JsonNode filled = Expressions.fillInputs(job, "job");

        assertThat(filled.at("/inputs/i/value").asText()).isEqualTo("job");
        assertThat(filled.at("/outputs/o/uri").asText()).isEqualTo("${{name}}");
    }
}
