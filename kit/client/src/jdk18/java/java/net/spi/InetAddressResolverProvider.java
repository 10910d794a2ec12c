package java.net.spi;

/**
 * The part of JDK 18's class that is compiled against, so that JDK 17 can compile it; it is not in
 * the jar.
 */
public abstract class InetAddressResolverProvider {
    protected InetAddressResolverProvider() {}

    public abstract InetAddressResolver get(Configuration configuration);

    public abstract String name();

    public interface Configuration {
        InetAddressResolver builtinResolver();

        String lookupLocalHostName();
    }
}
