package io.mltwin.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The tests of a class, and of the classes nested in it, run against a platform, in a tenant of
 * their own. Constructors and
 * methods get by the type of a parameter:
 *
 * <ul>
 *   <li>{@code Mltwin}, {@code Tenant}, {@code Workspace}, {@code ManagedIdentity}, {@code Principal}
 *       (the tenant's owner)
 * <li>{@code SSLContext}, and {@code HttpClient} of the JDK or of azure-core, which trust the
 * platform alone
 *   <li>{@code TokenCredential} of azure-core, for the tenant's owner
 *   <li>{@code URI} with {@link AddressOf}
 * </ul>
 *
 * <p>Platform, tenant and workspace are made when a test first asks for them. After a failed test
 * the calls are printed that
 * its tenant made, and where the console shows them.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@ExtendWith(MltwinExtension.class)
@ResourceLock(value = AtTime.CLOCK, mode = ResourceAccessMode.READ)
public @interface MltwinTest {
    /** Which platform the tests run against. */
    PlatformChoice platform() default PlatformChoice.SHARED;

    /** Whose the tenant is. */
    TenantScope tenant() default TenantScope.CLASS;

    /**
     * A seed file that the tenant begins with: a resource, looked for in the package of the class and
     * then from the root of the class path, or a file. Nothing without it.
     */
    String seed() default "";

    /**
     * A number from which the ids of tenants, of their subscriptions and principals follow, so that they are the same in
     * each run; 0 for new ones each time. On a platform that others use too the class is alone, as one of {@link AtTime}
     * is, and the platform is reset first: all that others have made is gone.
     */
    int ids() default 0;

    /** Who trusts the platform. */
    Trust trust() default Trust.CLIENTS;
}
