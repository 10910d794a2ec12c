package io.mltwin.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePartTest {

    @ParameterizedTest
    @CsvSource({
        "Caused by: org.flywaydb.core.api.exception.FlywayValidateException: Validate failed, true",
        "Caused by: org.flywaydb.core.api.FlywayException: Unable to obtain connection, false"
    })
    void tablesOfAnotherCommitAreToBeMadeNew(String cause, boolean advised) {
        // Given
        ServicePart part = new ServicePart(
                PlatformService.KEYVAULT, new DataFolder(Path.of("/tmp/made-before")), null, null, null, null);

        // When
        String advice = part.advice(List.of("ERROR not started", cause)).orElse("");

        // Then
        assertEquals(advised, advice.contains("'rm -r /tmp/made-before'"), advice);
    }
}
