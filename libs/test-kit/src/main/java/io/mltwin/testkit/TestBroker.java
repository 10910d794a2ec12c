package io.mltwin.testkit;

import io.mltwin.local.kafka.KafkaPart;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;

/**
 * A real Kafka for one test run, at the port of its trust material: TLS with this run's
 * certificates, and the platform's own access rules.
 */
abstract class TestBroker implements AutoCloseable {

    /** In a container where a Docker engine answers, else the launcher's own process. */
    static TestBroker start(TestTrust trust) throws IOException, InterruptedException {
        return DockerEngine.answers() ? ContainerBroker.start(trust) : EmbeddedBroker.start(trust);
    }

    /** The broker as the launcher knows it, wherever it runs. */
    static KafkaPart part(TestTrust trust) {
        return new KafkaPart(
                trust.folder(),
                trust.ports().kafka(),
                trust.ports().kafkaController(),
                Checkout.find().kafkaJars());
    }

    @Override
    public abstract void close() throws IOException;
}
