package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionRulesTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String REST = "'target':'cpu','environment':{'name':'AzureML-Tribuo-4.3'}";

    @Test
    void acceptsAPlainRun() {
        assertThatCode(
                        () ->
                                SubmissionRules.check(
                                        read(
                                                "{'snapshotId':'x','configuration':{'script':'lib/a.py',"
                                                        + REST
                                                        + "}}")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|400",
                "{'snapshotId':'x','configuration':{'script':'../a.py',REST}}|400",
                "{'snapshotId':'x','configuration':{REST}}|400",
                "{'configuration':{'script':'a.py',REST}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','environment':{'name':'E'}}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','target':'cpu'}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','maxRunDurationSeconds':-1,REST}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','target':'cpu','environment':{'name':'E','environmentVariables':{'A=B':'x'}}}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','nodeCount':2,REST}}|501",
                "{'snapshotId':'x','configuration':{'script':'a.py','communicator':'Mpi',REST}}|501",
                "{'snapshotId':'x','configuration':{'script':'a.py','dataReferences':{'d':{}},REST}}|400",
                "{'snapshotId':'x','configuration':{'script':'a.py','dataReferences':{'d':{'dataStoreName':'s','pathOnCompute':'/tmp/d'}},REST}}|501"
            })
    void refuses(String definition, int status) {
        AzureFault fault =
                catchThrowableOfType(
                        AzureFault.class,
                        () -> SubmissionRules.check(read(definition.replace("REST", REST))));
        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(status);
    }

    private static RunDefinitionBody read(String text) {
        try {
            return JSON.readValue(text.replace('\'', '"'), RunDefinitionBody.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
