package io.mltwin.local.postgres;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.process.Part;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL 17 of the platform's own: scram passwords for everyone, a role and a database per
 * service, durable writes.
 */
public final class PostgresPart implements Part {
    /** The role of the launcher itself. */
    public static final String SUPERUSER = "mltwin";

    /** Writes the whole cluster: on a slow disk that is busy, minutes. */
    private static final int INITDB_SECONDS = 600;

    private static final int LOGIN_SECONDS = 60;
    private static final int ANSWER_SECONDS = 5;

    private final DataFolder folder;
    private final int port;
    private final PostgresBinaries binaries;
    private Path programs;
    private Unprivileged user;

    public PostgresPart(DataFolder folder, int port, PostgresBinaries binaries) {
        this.folder = folder;
        this.port = port;
        this.binaries = binaries;
    }

    PostgresPart(DataFolder folder, int port, PostgresBinaries binaries, Unprivileged user) {
        this(folder, port, binaries);
        this.user = user;
    }

    @Override
    public String name() {
        return TrustMaterial.POSTGRES;
    }

    @Override
    public int port() {
        return port;
    }

    private Path cluster() {
        return folder.dataOf(name());
    }

    /** One at a time: the cluster is begun before the part is started, which then waits for it. */
    @Override
    public synchronized void prepare() throws IOException, InterruptedException {
        if (programs == null) {
            programs = binaries.folder();
            user = user != null ? user : Unprivileged.find();
            user.requireReachable(programs.resolve("bin"));
        }
        if (!Files.exists(cluster().resolve("PG_VERSION"))) {
            initialise();
        }
        Files.writeString(cluster().resolve("postgresql.conf"), PostgresSettings.text(port));
        StaleLock.remove(cluster().resolve("postmaster.pid"));
        user.handOver(cluster());
    }

    /**
     * Runs initdb next to the final place and moves the result there, so that a half-made cluster
     * is never taken for a whole one.
     */
    private void initialise() throws IOException, InterruptedException {
        Path draft = folder.dataOf(name() + ".new");
        DataFolder.delete(draft);
        Path cluster = draft.resolve("cluster");
        DataFolder.createPrivate(draft);
        DataFolder.createPrivate(cluster);
        Path password = draft.resolve("password");
        DataFolder.writePrivate(password, password(name()));
        user.handOver(draft);
        Process initdb = new ProcessBuilder(user.command(List.of(
                        programs.resolve("bin/initdb").toString(),
                        "--pgdata=" + cluster,
                        "--username=" + SUPERUSER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8")))
                .directory(draft.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.log(name()).toFile()))
                .start();
        boolean ended;
        try {
            ended = initdb.waitFor(INITDB_SECONDS, TimeUnit.SECONDS);
        } finally {
            initdb.destroyForcibly();
        }
        if (!ended || initdb.exitValue() != 0) {
            throw new IOException((ended ? "initdb failed: " : "initdb has not ended within " + INITDB_SECONDS + " s: ")
                    + String.join(" | ", io.mltwin.local.process.LogTail.causes(folder.log(name()), 0)));
        }
        DataFolder.delete(cluster());
        Files.move(cluster, cluster(), StandardCopyOption.ATOMIC_MOVE);
        DataFolder.delete(draft);
    }

    @Override
    public ProcessBuilder command() {
        return new ProcessBuilder(
                        user.command(List.of(programs.resolve("bin/postgres").toString(), "-D", marker())))
                .directory(cluster().toFile());
    }

    @Override
    public String marker() {
        return cluster().toString();
    }

    @Override
    public boolean answers() {
        try (Connection connection = connect("postgres", ANSWER_SECONDS)) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException | IOException e) {
            // Not listening yet, or still recovering: asked again.
            return false;
        }
    }

    /** Returns a connection as the launcher's own role. */
    public Connection connect(String database) throws SQLException, IOException {
        return connect(database, LOGIN_SECONDS);
    }

    private Connection connect(String database, int seconds) throws SQLException, IOException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password(name()));
        properties.setProperty("loginTimeout", Integer.toString(seconds));
        return DriverManager.getConnection(url(database), properties);
    }

    /** Returns the JDBC address of a database; a service's database is named like the service. */
    public String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** The password of a service's role, or of the launcher's own under this part's name. */
    public String password(String part) throws IOException {
        return BoundedContent.text(folder.privateOf(part).resolve(TrustMaterial.DATABASE_PASSWORD))
                .strip();
    }

    @Override
    public void provision() throws IOException {
        new ServiceDatabases(this, folder.privateOf(name()).resolve("provisioned"))
                .ensure(Stream.of(PlatformService.values())
                        .map(PlatformService::key)
                        .toList());
    }

    /** PostgreSQL's fast shutdown: TERM would wait for clients to leave. */
    @Override
    public String stopSignal() {
        return "INT";
    }
}
