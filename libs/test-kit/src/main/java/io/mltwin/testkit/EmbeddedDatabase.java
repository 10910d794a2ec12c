package io.mltwin.testkit;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.postgres.PostgresBinaries;
import io.mltwin.local.postgres.PostgresPart;
import io.mltwin.local.process.Progress;
import io.mltwin.local.process.Supervisor;
import java.io.IOException;
import java.util.List;

/**
 * The launcher's own PostgreSQL, in the folder of the test run: roles and rights as in the real
 * platform.
 */
final class EmbeddedDatabase extends TestDatabase {

    private final PostgresPart server;
    private final Supervisor supervisor;
    private final PlatformService service;
    private final String password;

    private EmbeddedDatabase(PostgresPart server, Supervisor supervisor, PlatformService service) throws IOException {
        this.server = server;
        this.supervisor = supervisor;
        this.service = service;
        this.password = server.password(service.key());
    }

    static EmbeddedDatabase start(TestTrust trust, PlatformService service) throws IOException, InterruptedException {
        PostgresPart server = new PostgresPart(trust.folder(), trust.ports().postgres(), PostgresBinaries.ofUser());
        Supervisor supervisor = new Supervisor(trust.folder(), List.of(server), Progress.silent());
        supervisor.start();
        return new EmbeddedDatabase(server, supervisor, service);
    }

    @Override
    String url() {
        return server.url(service.key());
    }

    @Override
    String user() {
        return service.key();
    }

    @Override
    String password() {
        return password;
    }

    @Override
    public void close() throws IOException {
        supervisor.close();
    }
}
