package io.mltwin.scoring.models.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DecisionHeader;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers of blob storage are to a deployment: refused for good, or tried again. */
class StorageErrorsTest {

    private static final String MISMATCH = "AuthorizationPermissionMismatch";
    private static final String BODY = """
            <?xml version="1.0" encoding="utf-8"?><Error><Code>AuthorizationPermissionMismatch</Code><Message>This request is not authorized.
            RequestId:1
            Time:2026-01-01T00:00:00Z</Message></Error>""";

    private static final ModelPlace DATASTORE = new ModelPlace(
            "azureml://datastores/lake/paths/m", "lake", null, "account1.blob.base", "models", "m", null, null);

    @ParameterizedTest
    @CsvSource({
        "403, 403, AuthorizationPermissionMismatch",
        "400, 400, AuthorizationPermissionMismatch",
        "409, 409, AuthorizationPermissionMismatch",
        "404, 404, ArtifactUnavailable",
        "503, 503, ArtifactUnavailable",
        "500, 502, ArtifactUnavailable",
        "504, 502, ArtifactUnavailable",
        "401, 502, ArtifactUnavailable",
        "408, 502, ArtifactUnavailable",
        "429, 502, ArtifactUnavailable"
    })
    void aRefusalStaysOneAndAFaultIsTriedAgain(int answered, int status, String code) {
        // When
        AzureException error = workspace(answered, MISMATCH, BODY);
        // Then
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, AuthorizationPermissionMismatch, (This request is not authorized.)",
                "HEAD, AuthorizationPermissionMismatch, refuses it.",
                "GET, -, (This request is not authorized.)",
                "broken, AuthorizationFailure, refuses it."
            })
    void aRefusalKeepsStoragesWordsAndSaysWhatToDo(String method, String code, String said) {
        // Given
        String body = switch (method) {
            case "GET" -> BODY;
            case "HEAD" -> "";
            default -> "<Error><Mess";
        };
        // When
        AzureException error = workspace(403, code, body);
        // Then
        assertThat(error.code()).isEqualTo(code == null ? "ArtifactUnavailable" : code);
        assertThat(error.getMessage())
                .contains("LocalUpload/m/model.onnx", said, "Storage Blob Data Contributor")
                .doesNotContain("RequestId");
        assertThat(error.content().headers()).containsEntry(DecisionHeader.NAME, "decision-1");
    }

    @ParameterizedTest
    @CsvSource({"403, identity or credential", "500, status 500"})
    void aFileOfADatastoreNamesTheDatastore(int answered, String said) {
        // When
        AzureException error = StorageErrors.of(
                new ArtifactFile("m/model.onnx", "models", "m/model.onnx", 1, DATASTORE),
                answered,
                headers(MISMATCH),
                new byte[0]);
        // Then
        assertThat(error.getMessage()).contains("'m/model.onnx'", "datastore 'lake'", said);
    }

    private static AzureException workspace(int status, String code, String body) {
        return StorageErrors.of(
                new ArtifactFile("LocalUpload/m/model.onnx", "azureml", "blob", 1),
                status,
                headers(code),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpHeaders headers(String code) {
        Map<String, List<String>> all = code == null
                ? Map.of(DecisionHeader.NAME, List.of("decision-1"))
                : Map.of(DecisionHeader.NAME, List.of("decision-1"), "x-ms-error-code", List.of(code));
        return HttpHeaders.of(all, (name, value) -> true);
    }
}
