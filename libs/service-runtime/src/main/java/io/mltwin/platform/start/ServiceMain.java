package io.mltwin.platform.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry point of every service: first the crypto provider, then the application. */
@QuarkusMain
public final class ServiceMain {

    private ServiceMain() {}

    public static void main(String... args) {
        // before anything logs: Quarkus takes over the JDK's logging by this manager only
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        // services connect to each other's address and send the virtual host
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        // the web layer answers a malformed URI without a body; it is looked at behind it
        System.setProperty("vertx.disableURIValidation", "true");
        String problem = CryptoProvider.installFirst();
        if (problem != null) {
            System.err.println("Corretto crypto provider not in use, the JDK's own is: " + problem);
        }
        StartupClasses.loadForArchive();
        Quarkus.run(args);
    }
}
