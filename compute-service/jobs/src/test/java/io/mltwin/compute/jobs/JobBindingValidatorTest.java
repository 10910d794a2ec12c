package io.mltwin.compute.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.compute.execution.JobBinding;
import io.mltwin.compute.execution.RunData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs and outputs of a job: types, modes, names, and what is refused. */
class JobBindingValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            nullValues = "-",
            value = {
                "{'jobInputType':'uri_folder','uri':'u'} | MOUNT | DOWNLOAD | FOLDER",
                "{'jobInputType':'uri_file','uri':'u','mode':'ReadOnlyMount'} | MOUNT | DOWNLOAD | FILE",
                "{'jobInputType':'mltable','uri':'u','mode':'Download'} | TRANSFER | DOWNLOAD | FOLDER",
                "{'jobInputType':'custom_model','uri':'u','mode':'Download'} | TRANSFER | DOWNLOAD | EITHER",
                "{'jobInputType':'uri_folder','uri':'u','mode':'direct'} | DIRECT | DOWNLOAD | FOLDER"
            })
    void anInputIsFetched(String input, JobBinding.Mode mode, RunData.Mode moves, RunData.Shape shape)
            throws Exception {
        // When
        JobBinding binding = read("{'inputs':{'data':" + input + "}}").get(0);

        // Then
        assertThat(binding.mode()).isEqualTo(mode);
        RunData data = binding.at("store", "a/b");
        assertThat(data.name()).isEqualTo("INPUT_data");
        assertThat(data.mode()).isEqualTo(moves);
        assertThat(data.shape()).isEqualTo(shape);
        assertThat(data.folder()).endsWith("/INPUT_data");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            nullValues = "-",
            value = {
                "null | MOUNT | MOUNT | FOLDER",
                "{} | MOUNT | MOUNT | FOLDER",
                "{'jobOutputType':'uri_file','mode':'ReadWriteMount'} | MOUNT | MOUNT | FILE",
                "{'jobOutputType':'mltable','mode':'Upload'} | TRANSFER | UPLOAD | FOLDER",
                "{'jobOutputType':'custom_model','mode':'Direct','uri':'u'} | DIRECT | UPLOAD | FOLDER"
            })
    void anOutputIsStored(String output, JobBinding.Mode mode, RunData.Mode moves, RunData.Shape shape)
            throws Exception {
        // When
        JobBinding binding = read("{'outputs':{'model':" + output + "}}").get(0);

        // Then
        assertThat(binding.mode()).isEqualTo(mode);
        RunData data = binding.at("store", "a/b");
        assertThat(data.name()).isEqualTo("OUTPUT_model");
        assertThat(data.mode()).isEqualTo(moves);
        assertThat(data.shape()).isEqualTo(shape);
    }

    @Test
    void literalsAndTheDefaultOutputAreNoData() throws Exception {
        // When
        List<JobBinding> bindings = read("""
                        {'inputs':{'a':{'jobInputType':'literal','value':'1'},'b':null},
                        'outputs':{'default':{'jobOutputType':'uri_folder','uri':'x'}}}
                        """);

        // Then
        assertThat(bindings).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'inputs':{'d':{'jobInputType':'uri_zip','uri':'u'}}} | 400",
                "{'inputs':{'d':{'uri':'u'}}} | 400",
                "{'inputs':{'d':{'jobInputType':'uri_file'}}} | 400",
                "{'inputs':{'d':{'jobInputType':'uri_file','uri':' '}}} | 400",
                "{'inputs':{'1d':{'jobInputType':'uri_file','uri':'u'}}} | 400",
                "{'inputs':{'d-e':{'jobInputType':'literal','value':'u'}}} | 400",
                "{'inputs':{'d':{'jobInputType':'uri_file','uri':'u','mode':'Upload'}}} | 400",
                "{'inputs':{'d':{'jobInputType':'uri_file','uri':'u','mode':'ReadWriteMount'}}} | 400",
                "{'inputs':{'d':{'jobInputType':'uri_file','uri':'u','mode':'EvalMount'}}} | 400",
                "{'inputs':{'d':{'jobInputType':'mltable','uri':'u','mode':'EvalMount'}}} | 501",
                "{'inputs':{'d':{'jobInputType':'uri_file','uri':'u','pathOnCompute':'/x'}}} | 501",
                "{'outputs':{'d':{'jobOutputType':'literal'}}} | 400",
                "{'outputs':{'d':{'mode':'Download'}}} | 400",
                "{'outputs':{'d':{'mode':'ReadOnlyMount'}}} | 400",
                "{'outputs':{'d':{'assetVersion':'1'}}} | 400",
                "{'outputs':{'d':{'assetName':'a/b'}}} | 400",
                "{'outputs':{'d':{'jobOutputType':'custom_model','assetName':'m'}}} | 501",
                "{'outputs':{'d':{'pathOnCompute':'/x'}}} | 501",
                "{'outputs':{'d':{'autoDeleteSetting':{'value':'1d'}}}} | 501"
            })
    void refuses(String job, int status) {
        // When
        AzureException refused = catchThrowableOfType(AzureException.class, () -> read(job));

        // Then
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(status);
    }

    private static List<JobBinding> read(String text) throws Exception {
        CommandJobBody body = Json.read(text.replace('\'', '"'), CommandJobBody.class);
        return JobBindingValidator.read(body.inputs(), body.outputs());
    }
}
