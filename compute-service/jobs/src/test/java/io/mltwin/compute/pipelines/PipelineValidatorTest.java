package io.mltwin.compute.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIPELINE = """
            {'experimentName':'e','computeId':'WS/computes/other',
             'settings':{'default_compute':'WS/computes/cpu','continue_on_step_failure':true,'default_datastore':'WS/datastores/workspaceblobstore'},
             'inputs':{'rate':{'jobInputType':'literal','value':'0.5'}},
             'jobs':{
               'train':{'type':'command','command':'train ${{inputs.r}}','environmentId':'E',
                        'inputs':{'r':{'job_input_type':'literal','value':'${{parent.inputs.rate}}'}},
                        'outputs':{'model':{'jobOutputType':'uri_folder'}}},
               'score':{'type':'command','command':'score','environmentId':'E','computeId':'WS/computes/gpu',
                        'inputs':{'m':{'jobInputType':'literal','value':'${{ parent.jobs.train.outputs.model }}'},
                                  'n':{'jobInputType':'literal','value':'7'}}}}}
            """;

    /** The pipeline with members, or steps, that replace its own. */
    private static PipelinePlan plan(String changes, String steps) throws IOException {
        ObjectNode pipeline = (ObjectNode) JSON.readTree(PIPELINE.replace('\'', '"'));
        pipeline.setAll((ObjectNode) JSON.readTree(changes.replace('\'', '"')));
        if (pipeline.path("jobs").isObject()) {
            ((ObjectNode) pipeline.path("jobs")).setAll((ObjectNode) JSON.readTree(steps.replace('\'', '"')));
        }
        return PipelineValidator.read(Json.read(pipeline, PipelineJobBody.class));
    }

    @Test
    void aPipelineBecomesAPlan() throws IOException {
        PipelinePlan plan = plan("{}", "{}");

        assertThat(plan.continues()).isTrue();
        assertThat(plan.graph().needs()).containsEntry("train", Set.of()).containsEntry("score", Set.of("train"));
    }

    @Test
    void aStepIsACommandJobWithTheInputsOfThePipeline() throws IOException {
        // When
        PipelinePlan plan = plan("{}", "{}");

        // Then
        JsonNode train = plan.job("train", StepOutputs.NONE);
        assertThat(train.path("jobType").asText()).isEqualTo("Command");
        assertThat(train.path("computeId").asText()).isEqualTo("WS/computes/cpu");
        assertThat(train.path("experimentName").asText()).isEqualTo("e");
        assertThat(train.path("displayName").asText()).isEqualTo("train");
        assertThat(train.at("/inputs/r/value").asText()).isEqualTo("0.5");
        assertThat(train.at("/inputs/r/jobInputType").asText()).isEqualTo("literal");
        String produced = """
                {"outputs":{"model":{"jobOutputType":"mltable","uri":"azureml://of/train"}}}
                """;
        JsonNode definition = JSON.readTree(produced);
        JsonNode score = plan.job("score", (step, output) -> StepOutputs.of(definition, output));
        assertThat(score.path("computeId").asText()).isEqualTo("WS/computes/gpu");
        assertThat(score.at("/inputs/n/value").asText()).isEqualTo("7");
        assertThat(score.at("/inputs/m/jobInputType").asText()).isEqualTo("mltable");
        assertThat(score.at("/inputs/m/uri").asText()).isEqualTo("azureml://of/train");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'job_output_type':'uri_file','name':'n','version':'3','uri':'u','mode':'Upload'}|uri_file|u|Upload|n|3",
                "{'type':'literal','value':'${{parent.outputs.all}}'}|mltable|azureml://all|ReadWriteMount|whole|7",
                "{'job_output_type':'uri_folder','value':'${{ parent.outputs.all }}','name':'n'}|uri_folder|azureml://all|ReadWriteMount|whole|7",
                "{'value':'${{parent.outputs.plain}}','mode':'Upload','name':'n','version':'2'}|null|null|Upload|n|2"
            },
            nullValues = "null")
    void anOutputOfAStepIsWhatStepAndPipelineSay(
            String output, String type, String uri, String mode, String name, String version) throws IOException {
        String bound = output.contains("value")
                ? ""
                : ",'y':{'type':'command','outputs':{'o':{'value':'${{parent.outputs.all}}'}}}";
        String other = output.contains(".plain") ? "all" : "plain";
        JsonNode shown = plan(
                        "{'outputs':{'plain':{},'all':{'jobOutputType':'mltable','uri':'azureml://all','mode':'ReadWriteMount','assetName':'whole','assetVersion':'7'}}}",
                        "{'x':{'type':'command','outputs':{'o':" + output
                                + "}},'z':{'type':'command','outputs':{'o':{'value':'${{parent.outputs." + other
                                + "}}'}}}" + bound + "}")
                .job("x", StepOutputs.NONE)
                .at("/outputs/o");

        assertThat(shown.path("jobOutputType").textValue()).isEqualTo(type);
        assertThat(shown.path("uri").textValue()).isEqualTo(uri);
        assertThat(shown.path("mode").textValue()).isEqualTo(mode);
        assertThat(shown.path("assetName").textValue()).isEqualTo(name);
        assertThat(shown.path("assetVersion").textValue()).isEqualTo(version);
    }

    @Test
    void anOutputWithoutAPlaceIsNotBuilt() {
        AzureException fault =
                catchThrowableOfType(AzureException.class, () -> StepOutputs.of(JSON.createObjectNode(), "model"));

        assertThat(fault.status()).isEqualTo(501);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'jobs':null}|{}|400|properties.jobs",
                "{'jobs':{}}|{}|400|properties.jobs",
                "{'componentId':'c'}|{}|501|null",
                "{'sourceJobId':'j'}|{}|501|null",
                "{'outputs':{'o':{'jobOutputType':'uri_folder'}}}|{}|400|properties.outputs.o",
                "{}|{'x':{'type':'command','outputs':{'o':{'value':'${{parent.outputs.none}}'}}}}|400|properties.jobs.x.outputs.o",
                "{'outputs':{'o':{}}}|{'x':{'type':'command','outputs':{'o':{'value':'${{parent.outputs.o}} and more'}}}}|400|properties.jobs.x.outputs.o",
                "{'outputs':{'o':{}}}|{'x':{'type':'command','outputs':{'a':{'value':'${{parent.outputs.o}}'},'b':{'value':'${{parent.outputs.o}}'}}}}|400|properties.jobs.x.outputs.b",
                "{'settings':{'on_init':'train'}}|{}|501|null",
                "{'settings':{'on_finalize':'train'}}|{}|501|null",
                "{'settings':{'default_datastore':'WS/datastores/mine'}}|{}|501|null",
                "{'inputs':null}|{}|400|properties.jobs.train.inputs.r",
                "{}|{'a-b':{'type':'command'}}|400|properties.jobs.a-b",
                "{}|{'x':null}|400|properties.jobs.x.type",
                "{}|{'x':{'command':'true'}}|400|properties.jobs.x.type",
                "{}|{'x':{'type':'dance'}}|400|properties.jobs.x.type",
                "{}|{'x':{'type':'sweep'}}|501|null",
                "{}|{'x':{'type':'parallel'}}|501|null",
                "{}|{'x':{'type':'command','inputs':{'i':null}}}|400|properties.jobs.x.inputs.i",
                "{}|{'x':{'type':'command','inputs':{'i':{'value':'${{parent.inputs.none}}'}}}}|400|properties.jobs.x.inputs.i",
                "{}|{'x':{'type':'command','inputs':{'i':{'value':'${{parent.jobs.none.outputs.model}}'}}}}|400|properties.jobs.x.inputs.i",
                "{}|{'x':{'type':'command','inputs':{'i':{'value':'${{parent.jobs.train.outputs.none}}'}}}}|400|properties.jobs.x.inputs.i",
                "{}|{'x':{'type':'command','inputs':{'i':{'value':'${{parent.jobs.score.outputs.o}}'}}}}|400|properties.jobs.x.inputs.i",
                "{}|{'x':{'type':'command','inputs':{'i':{'value':'${{train.outputs.model}}'}}}}|400|properties.jobs.x.inputs.i",
                "{}|{'x':{'type':'command','inputs':{'i':{'value':'${{parent.inputs.rate}} and more'}}}}|400|properties.jobs.x.inputs.i",
                "{}|{'x':{'type':'command','inputs':{'i':{'value':'${{parent.jobs.x.outputs.o}}'}},'outputs':{'o':{}}}}|400|properties.jobs",
                "{}|{'train':{'type':'command','inputs':{'i':{'value':'${{parent.jobs.score.outputs.o}}'}},'outputs':{'model':{}}},'score':{'type':'command','inputs':{'i':{'value':'${{parent.jobs.train.outputs.model}}'}},'outputs':{'o':{}}}}|400|properties.jobs"
            })
    void refuses(String changes, String steps, int status, String target) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> plan(changes, steps));

        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(fault.content().target()).isEqualTo(target);
        }
    }
}
