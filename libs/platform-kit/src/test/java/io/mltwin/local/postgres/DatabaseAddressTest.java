package io.mltwin.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mltwin.local.layout.DataFolder;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseAddressTest {
    private static final String TCP = "jdbc:postgresql://localhost:8450/compute";
    private static final String SOCKET =
            TCP + "?socketFactory=org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg&socketFactoryArg=";

    @ParameterizedTest
    @CsvSource({
        "/d, %2Fd%2Fdata%2Fpostgres%2F.s.PGSQL.8450",
        "/my data/a&b=c+d, %2Fmy+data%2Fa%26b%3Dc%2Bd%2Fdata%2Fpostgres%2F.s.PGSQL.8450",
    })
    void theSocketLiesBesideTheData(String root, String argument) {
        assertEquals(SOCKET + argument, address(root));
    }

    /** The socket's own part of the path takes 28 bytes. */
    @ParameterizedTest
    @CsvSource({"78, true", "79, true", "80, false", "300, false"})
    void whereItsPathIsTooLongItIsTcp(int length, boolean socket) {
        String root = "/" + "d".repeat(length - 1);
        assertEquals(
                socket ? SOCKET + root.replace("/", "%2F") + "%2Fdata%2Fpostgres%2F.s.PGSQL.8450" : TCP, address(root));
    }

    @ParameterizedTest
    @CsvSource({"/données", "/データ"})
    void whereItsPathIsNotAsciiItIsTcp(String root) {
        assertEquals(TCP, address(root));
    }

    private static String address(String root) {
        return DatabaseAddress.of(new DataFolder(Path.of(root)), 8450, "compute");
    }
}
