package io.mltwin.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisoryFileTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"a\"}              | [{\"id\":\"a\"}]",
                "[{\"id\":\"a\"},{\"id\":\"b\"}] | [{\"id\":\"a\"},{\"id\":\"b\"}]",
                "[]                          | []"
            })
    void oneRecordOrSeveral(String text, String expected) throws IOException {
        assertEquals(expected, AdvisoryFile.read(write(text)).toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":             | is no JSON text: Unexpected end-of-input",
                "{\"id\":             | (line 1, column ",
                "{\"id\":\"a\"} {\"id\":\"b\"} | is no JSON text: Trailing token",
                "PK                   | is no JSON text: Unrecognized token 'PK'",
                "`  `                 | is empty. Give one record in OSV's format",
                "\"text\"             | holds neither an object nor an array. Give one record in OSV's format",
                "7                    | holds neither an object nor an array. Give one record in OSV's format"
            })
    void whatIsNoneIsToldWithTheFileAndWhatToDo(String text, String told) throws IOException {
        Path file = write(text);
        String message = assertThrows(RefusalException.class, () -> AdvisoryFile.read(file))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains(told), message);
        assertTrue(message.endsWith("nothing was changed."), message);
    }

    @Test
    void aMissingFileAndAFolderAreTold() {
        assertTrue(assertThrows(RefusalException.class, () -> AdvisoryFile.read(folder.resolve("none.json")))
                .getMessage()
                .startsWith("there is no file " + folder.resolve("none.json")));
        assertTrue(assertThrows(RefusalException.class, () -> AdvisoryFile.read(folder))
                .getMessage()
                .startsWith(folder + " is a folder."));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("advisories.json"), text);
    }
}
