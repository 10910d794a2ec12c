package io.mltwin.e2e.platform;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.kafka.KafkaPart;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.postgres.PostgresPart;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.util.List;

/**
 * A platform as the tests see it from outside, whatever its parts are. Parts are named as in mltwin
 * status: the six services, postgres and kafka.
 */
public interface RunningPlatform {
    /** The authority's certificate and the operator's credentials; of processes all their files. */
    DataFolder folder();

    PlatformSettings settings();

    OperatorCredentials credentials();

    PlatformClient client();

    /** {@code host:port} of PostgreSQL, as somebody on the same network reaches it. */
    String databaseAddress() throws IOException;

    /** {@code host:port} of Kafka, as somebody on the same network reaches it. */
    String brokerAddress() throws IOException;

    /**
     * SIGKILL: the part has no chance to finish anything. The platform starts it again, as always.
     */
    void kill(String part);

    /** Whether a part answers as it did before it was killed. */
    boolean answers(String part) throws IOException;

    /** Whether a service runs as a process of its own. */
    boolean hasOwnProcess(PlatformService service) throws IOException;

    /** Names the process that a service is now: another one after each start. */
    String lifeOf(PlatformService service) throws IOException;

    /** Command lines of processes where containers of web services run that hold a text. */
    List<String> containersWith(String text) throws IOException;

    /** The first column of what a service's database answers to its superuser. */
    List<String> select(PlatformService database, String sql) throws Exception;

    /**
     * Where one of the texts stands in what the parts keep on disk and in their logs; the
     * operator's own folder is left out.
     */
    List<String> placesOnDisk(List<String> texts) throws IOException;

    /**
     * Back to the fixture.
     *
     * @return the epoch that begins
     */
    long reset() throws IOException, InterruptedException;

    /** A new empty folder where scripts run. */
    ScriptPlace scriptPlace() throws IOException;

    /** Command lines of processes where scripts run that hold a text. */
    List<String> processesWith(String text) throws IOException;

    /** Of processes only. */
    default PostgresPart postgres() {
        throw new UnsupportedOperationException("on this target there is no part of the launcher");
    }

    /** Of processes only. */
    default KafkaPart kafka() {
        throw new UnsupportedOperationException("on this target there is no part of the launcher");
    }
}
