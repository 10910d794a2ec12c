package io.mltwin.platform.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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

    /**
     * The library classes that a service loads between its start and its first answers. While the build
     * makes a service's class-data archive, Quarkus runs it up to the point where it would open its
     * ports; the classes of this list are loaded then as well, so that the archive has them too. A name
     * that does not exist any more costs nothing; {@code deploy/bench/startup-classes.sh} makes the
     * list again.
     */
    static final class StartupClasses {

        /** Set by Quarkus in the run that makes the archive, and in no other. */
        private static final String ARCHIVING = "quarkus.appcds.generate";

        /** Each line a package, then its classes, all separated by blanks. */
        private static final String LIST = "/startup-classes.txt";

        private StartupClasses() {}

        /** Loads them if this run is the one that makes the archive. */
        static void loadForArchive() {
            if (System.getProperty(ARCHIVING) != null && !"none".equals(System.getProperty("mltwin.startup-classes"))) {
                load();
            }
        }

        /** Returns how many of the list exist. */
        static int load() {
            int loaded = 0;
            try (InputStream list = StartupClasses.class.getResourceAsStream(LIST);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] names = line.split(" ");
                    for (int i = 1; i < names.length; i++) {
                        loaded += exists(names[0] + "." + names[i]) ? 1 : 0;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The list of start-up classes cannot be read.", e);
            }
            return loaded;
        }

        private static boolean exists(String name) {
            try {
                Class.forName(name, false, StartupClasses.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException | LinkageError e) {
                // Not in this service, or not in these versions of the libraries.
                return false;
            }
        }
    }
}
