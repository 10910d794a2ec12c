package io.mltwin.scoring.models.requestlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureFault;
import io.mltwin.events.ScoringRequest;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.reset.Resettable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/**
 * The record of every scoring request, for Application Insights. It is on this machine's disk
 * before the request is answered, whoever of database, Kafka and telemetry is away, and shipped
 * later.
 */
@ApplicationScoped
public class RequestLog implements Resettable {

    private static final Logger LOG = Logger.getLogger(RequestLog.class);

    private final Spool spool;
    private final ObjectMapper json;
    private volatile Runnable onAppend = () -> {};

    public RequestLog(PlatformConfig config, ObjectMapper json) {
        this.json = json;
        try {
            this.spool = new Spool(config.dataDir().resolve("spool"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot open the spool of scoring records in " + config.dataDir(), e);
        }
    }

    /**
     * Keeps a record.
     *
     * @throws AzureFault 503 when the disk does not take it: then the request must not be answered
     *     either
     */
    public void append(ScoringRequest request) {
        try {
            spool.append(json.writeValueAsBytes(request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is plain JSON", e);
        } catch (IOException e) {
            LOG.error("The record of a scoring request cannot be written to the spool", e);
            throw new AzureFault(
                    503,
                    "RequestLogUnavailable",
                    "The request cannot be recorded, so it is not answered: the service's disk does not take it.");
        }
        onAppend.run();
    }

    @Override
    public void clear() throws IOException {
        spool.clear();
    }

    Spool spool() {
        return spool;
    }

    void onAppend(Runnable action) {
        onAppend = action;
    }
}
