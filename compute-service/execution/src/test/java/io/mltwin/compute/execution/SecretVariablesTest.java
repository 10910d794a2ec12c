package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.runs.RunBody.WarningBody;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DAT-05: which environment variables look like secrets. */
class SecretVariablesTest {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    STORAGE         | DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0 | an account key
                    BUS             | Endpoint=sb://x;SharedAccessKeyName=n;sharedaccesskey=c2VjcmV0   | an account key
                    BLOBS           | BlobEndpoint=https://a;SharedAccessSignature=sv=1&sig=c2VjcmV0   | a shared access signature
                    DATA_URL        | https://a.blob.core.windows.net/c?sv=2020-01-01&sig=c2VjcmV0%3D  | a shared access signature
                    PEM             | -----BEGIN PRIVATE KEY----- MIIE                                 | a private key
                    PEM             | x -----BEGIN RSA PRIVATE KEY----- MIIE                           | a private key
                    AUTH            | Bearer eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.c2lnbmF0dXJl            | a token
                    SQL             | Server=tcp:s;Database=d;User ID=u;Password=geheim                | a password
                    DB_PASSWORD     | geheim                                                           | a password
                    password        | x                                                                | a password
                    MY_PWD          | x                                                                | a password
                    SERVICE_KEY     | 0123456789abcdef0123456789abcdef                                 | a key
                    APIKEY          | YWJjZGVmZ2hpamtsbW5vcA1=                                         | a key
                    AWS_SECRET      | k3yMateria1/With+Plus0                                          | a key
                    HF_TOKEN        | hf_0123456789abcdefgh                                            | a key
                    """)
    void aSecretIsNoticed(String name, String value, String kind) {
        List<WarningBody> warnings = SecretVariables.warnings(Map.of("PLAIN", "1", name, value));

        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).source()).isEqualTo("EnvironmentVariables");
        assertThat(warnings.get(0).message())
                .contains("'" + name + "' looks like " + kind + ".")
                .doesNotContain(value);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
                    FOO             | 1
                    PATIENT         | malignant
                    PARTITION_KEY   | customer-id
                    SORT_KEY        | a long text of several words 1
                    KEYBOARD        | 0123456789abcdef0123456789abcdef
                    SASSY           | 0123456789abcdef0123456789abcdef
                    PWD             | /mnt/azureml/run1
                    DB_PASSWORD     | ''
                    PEM             | -----BEGIN CERTIFICATE----- MIIE
                    URL             | https://a.blob.core.windows.net/c/f.csv?design=1
                    DATASET_HASH    | 0123456789abcdef0123456789abcdef
                    NOTE            | the AccountKey is kept in the vault
                    """)
    void whatLooksLikeNoneIsNot(String name, String value) {
        assertThat(SecretVariables.warnings(Map.of(name, value))).isEmpty();
    }

    @Test
    void eachVariableIsWarnedOfOnce() {
        List<WarningBody> warnings =
                SecretVariables.warnings(Map.of("B_PASSWORD", "AccountKey=a;sig=b", "A_PASSWORD", "x", "C", "y"));

        assertThat(warnings)
                .extracting(WarningBody::message)
                .satisfiesExactly(
                        first -> assertThat(first).contains("'A_PASSWORD'"),
                        second -> assertThat(second).contains("'B_PASSWORD'"));
    }

    @Test
    void aLongValueTakesNoTime() {
        assertThat(SecretVariables.warnings(Map.of("LONG", "eyJ".repeat(1 << 20))))
                .isEmpty();
    }
}
