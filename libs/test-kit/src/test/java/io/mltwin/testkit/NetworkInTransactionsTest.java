package io.mltwin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class NetworkInTransactionsTest {

    interface Peer {
        String ask();
    }

    static class HttpPeer implements Peer {
        @Override
        public String ask() {
            try {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create("https://peer")).build();
                return HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static class Rows {
        private final Peer peer;

        Rows(Peer peer) {
            this.peer = peer;
        }

        @Transactional
        String direct() {
            return peer.ask();
        }

        @Transactional
        List<String> byReference() {
            Supplier<String> question = peer::ask;
            return List.of(question.get());
        }

        @Transactional
        String byAnother() {
            return indirectly();
        }

        private String indirectly() {
            return direct();
        }

        @Transactional
        String alone() {
            return "row";
        }

        String before() {
            String answer = peer.ask();
            return answer + alone();
        }
    }

    @Test
    void callToTheNetworkInATransactionIsFound() {
        assertThat(NetworkInTransactions.find(
                        new ClassFileImporter().importClasses(Peer.class, HttpPeer.class, Rows.class),
                        "io.mltwin.testkit"))
                .containsOnlyKeys("Rows.direct", "Rows.byReference", "Rows.byAnother")
                .containsEntry("Rows.byAnother", "Rows.byAnother → Rows.indirectly → Rows.direct → HttpPeer.ask");
    }
}
