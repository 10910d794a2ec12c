package io.mltwin.local.kafka;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.trust.TrustMaterial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.util.Base64;
import java.util.UUID;

/**
 * server.properties: TLS with client certificates on both listeners, rights by ACL only, sized for
 * one small machine.
 */
record BrokerSettings(DataFolder folder, int port, int controllerPort) {

    String text(Path logs) {
        return """
                # Written by mltwin at each start.
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@localhost:%2$d
                listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=BROKER://localhost:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=BROKER
                listener.security.protocol.map=BROKER:SSL,CONTROLLER:SSL
                log.dirs=%3$s

                ssl.client.auth=required
                ssl.keystore.type=PEM
                ssl.keystore.location=%4$s
                ssl.truststore.type=PEM
                ssl.truststore.location=%5$s
                ssl.principal.mapping.rules=RULE:^CN=([^,]+).*$/$1/

                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=User:%6$s;User:%7$s
                auto.create.topics.enable=false

                offsets.topic.num.partitions=2
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                default.replication.factor=1
                min.insync.replicas=1
                group.initial.rebalance.delay.ms=0

                # A killed broker may come back once its old session has ended: Kafka's own nine seconds are for clusters.
                broker.heartbeat.interval.ms=500
                broker.session.timeout.ms=3000
                # a broker that starts on a slow machine does not give itself up after Kafka's own minute
                initial.broker.registration.timeout.ms=900000

                num.network.threads=2
                num.io.threads=2
                background.threads=2
                num.recovery.threads.per.data.dir=1
                log.cleaner.dedupe.buffer.size=2097152
                log.cleaner.io.buffer.size=65536
                offsets.load.buffer.size=65536
                transaction.state.log.load.buffer.size=65536
                log.segment.bytes=67108864
                log.index.size.max.bytes=1048576
                controlled.shutdown.max.retries=1
                """.formatted(
                        port,
                        controllerPort,
                        logs,
                        folder.privateOf(TrustMaterial.KAFKA).resolve("kafka.pem"),
                        folder.caCertificate(),
                        TrustMaterial.KAFKA,
                        TrustMaterial.OPERATOR);
    }

    /**
     * Kafka's form of a cluster id: 16 bytes in 22 characters of URL-safe Base64; the same for a data
     * folder for ever.
     */
    static final class ClusterId {
        private ClusterId() {}

        static String of(Path dataFolder) {
            UUID id = UUID.nameUUIDFromBytes(dataFolder.toString().getBytes(StandardCharsets.UTF_8));
            // Without its first bit it never begins with "-", which Kafka's tools take for an option.
            long first = id.getMostSignificantBits() & Long.MAX_VALUE;
            ByteBuffer bytes =
                    ByteBuffer.allocate(2 * Long.BYTES).putLong(first).putLong(id.getLeastSignificantBits());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        }
    }

    /**
     * The broker's crypto providers: the JDK's behind Corretto's, which provides nothing where its
     * native library does not load. All that passes through the broker is TLS, and with the first
     * compiler alone the JDK's own AES-GCM takes most of its processor time.
     */
    static final class BrokerProviders {

        private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
        private static final String KEY = "security.provider.";

        private BrokerProviders() {}

        /** Returns the text that the JVM's {@code java.security.properties} reads in place of its own list. */
        static String text() {
            StringBuilder text = new StringBuilder(KEY + "1=" + CORRETTO + "\n");
            int number = 1;
            for (String name = provider(number); name != null; name = provider(++number)) {
                text.append(KEY).append(number + 1).append('=').append(name).append('\n');
            }
            return text.toString();
        }

        private static String provider(int number) {
            return Security.getProperty(KEY + number);
        }
    }
}
