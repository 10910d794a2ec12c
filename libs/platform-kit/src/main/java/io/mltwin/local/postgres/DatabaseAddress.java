package io.mltwin.local.postgres;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.trust.TrustMaterial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Tells where a service of this machine reaches its database: PostgreSQL's Unix socket, which
 * spares both sides the TCP stack at each question; TCP where the socket's path is longer than the
 * kernel takes. The password is asked for on both ways.
 */
public final class DatabaseAddress {
    /** Bytes of a path in {@code sockaddr_un}, without the one that ends it. */
    private static final int LONGEST_PATH = 107;

    private static final String SOCKETS = "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg";

    private DatabaseAddress() {}

    /** Returns the JDBC address of a database for the services of a data folder. */
    public static String of(DataFolder folder, int port, String database) {
        String tcp = "jdbc:postgresql://localhost:" + port + "/" + database;
        String socket = socket(folder, port).toString();
        return reachable(socket)
                ? tcp
                        + "?socketFactory="
                        + SOCKETS
                        + "&socketFactoryArg="
                        // the driver decodes it as the value of a form
                        + UriEncoding.encodeFormValue(socket)
                : tcp;
    }

    /**
     * In ASCII only: what other bytes a path has depends on the locale of the program that names
     * it.
     */
    private static boolean reachable(String socket) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(socket) && socket.length() <= LONGEST_PATH;
    }

    /** In the data folder, which nobody else enters; PostgreSQL gives it the port's name. */
    static Path socket(DataFolder folder, int port) {
        return folder.dataOf(TrustMaterial.POSTGRES).resolve(".s.PGSQL." + port);
    }
}
