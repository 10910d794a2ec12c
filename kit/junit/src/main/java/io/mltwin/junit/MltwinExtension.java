package io.mltwin.junit;

import io.mltwin.client.AzureService;
import io.mltwin.client.Fault;
import io.mltwin.client.ManagedIdentity;
import io.mltwin.client.Mltwin;
import io.mltwin.client.MltwinException;
import io.mltwin.client.Principal;
import io.mltwin.client.Tenant;
import io.mltwin.client.Workspace;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Does what {@link MltwinTest} says. */
final class MltwinExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                InvocationInterceptor,
                AfterEachCallback,
                ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(MltwinExtension.class);
    private static final String BEGIN = "begin";

    /** By type; the names of azure-core's are texts, since it may be absent. */
    private static final Map<String, Function<Tenant, Object>> OF_TENANT = Map.of(
            Tenant.class.getName(),
            tenant -> tenant,
            Workspace.class.getName(),
            Tenant::workspace,
            ManagedIdentity.class.getName(),
            Tenant::managedIdentity,
            Principal.class.getName(),
            Tenant::owner,
            "com.azure.core.credential.TokenCredential",
            tenant -> AzureParameters.credential(tenant.owner()));

    private static final Map<String, Function<Mltwin, Object>> OF_PLATFORM = Map.of(
            Mltwin.class.getName(),
            platform -> platform,
            SSLContext.class.getName(),
            Mltwin::sslContext,
            HttpClient.class.getName(),
            Mltwin::httpClient,
            "com.azure.core.http.HttpClient",
            AzureParameters::httpClient);

    @Override
    public void beforeAll(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        Optional<String> time = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), AtTime.class)
                .map(AtTime::value);
        Optional<String> snapshot = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), AtSnapshot.class)
                .map(AtSnapshot::value);
        if (store.get(ClassPlatform.class) != null) {
            if (time.isPresent() || snapshot.isPresent()) {
                throw new MltwinException("A nested class uses the platform of the class around it: put "
                        + (time.isPresent() ? "@AtTime" : "@AtSnapshot") + " there.");
            }
            return;
        }
        ClassPlatform platform = new ClassPlatform(wantedBy(context.getRequiredTestClass()), time, snapshot);
        store.put(ClassPlatform.class, platform);
        if (platform.wanted().tenant() == TenantScope.CLASS) {
            store.put(
                    TestTenant.class,
                    new TestTenant(platform, context.getDisplayName(), context.getRequiredTestClass()));
        }
    }

    private static MltwinTest wantedBy(Class<?> test) {
        for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
            Optional<MltwinTest> found = AnnotationSupport.findAnnotation(type, MltwinTest.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new MltwinException(
                "@MltwinTest stands at the class " + test.getName() + " itself, or at one around it.");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        store.put(BEGIN, Instant.now());
        if (store.get(TestTenant.class) == null) {
            ClassPlatform platform = store.get(ClassPlatform.class, ClassPlatform.class);
            store.put(
                    TestTenant.class,
                    new TestTenant(platform, context.getDisplayName(), context.getRequiredTestClass()));
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(test, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(test, context);
    }

    /** All parameters have been made by now. */
    private static void proceed(Invocation<Void> test, ExtensionContext context) throws Throwable {
        List<Fault> wanted = TestFaults.wantedBy(context);
        if (wanted.isEmpty()) {
            test.proceed();
            return;
        }
        TestFaults injected = TestFaults.inject(tenant(context), wanted);
        try {
            test.proceed();
        } finally {
            injected.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ClassPlatform own = context.getStore(NAMESPACE).remove(ClassPlatform.class, ClassPlatform.class);
        if (own != null) {
            own.end();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        String type = parameter.getParameter().getType().getName();
        return OF_TENANT.containsKey(type)
                || OF_PLATFORM.containsKey(type)
                || parameter.getParameter().getType() == URI.class && parameter.isAnnotated(AddressOf.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Parameter wanted = parameter.getParameter();
        Function<Tenant, Object> ofTenant = OF_TENANT.get(wanted.getType().getName());
        if (ofTenant != null) {
            return ofTenant.apply(tenant(context));
        }
        Mltwin platform = context.getStore(NAMESPACE)
                .get(ClassPlatform.class, ClassPlatform.class)
                .get();
        Function<Mltwin, Object> ofPlatform = OF_PLATFORM.get(wanted.getType().getName());
        return ofPlatform == null
                ? address(platform, wanted.getAnnotation(AddressOf.class).value(), context)
                : ofPlatform.apply(platform);
    }

    private static URI address(Mltwin platform, AzureService service, ExtensionContext context) {
        return switch (service) {
            case TRAINING, MODELS -> platform.of(service, tenant(context).region());
            default -> platform.of(service);
        };
    }

    private static Tenant tenant(ExtensionContext context) {
        TestTenant tenant = context.getStore(NAMESPACE).get(TestTenant.class, TestTenant.class);
        if (tenant == null) {
            throw new ParameterResolutionException(
                    "Each test has a tenant of its own (TenantScope.METHOD): ask for it in the test or in"
                            + " @BeforeEach.");
        }
        return tenant.get();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        boolean failed = context.getExecutionException()
                .filter(cause -> !(cause instanceof TestAbortedException))
                .isPresent();
        if (failed) {
            tellCalls(context);
        }
    }

    private static void tellCalls(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        try {
            store.get(TestTenant.class, TestTenant.class)
                    .story(store.get(BEGIN, Instant.class))
                    .ifPresent(story -> System.err.println(context.getDisplayName() + " failed. " + story));
        } catch (MltwinException e) {
            System.err.println("The calls of " + context.getDisplayName() + " cannot be told: " + e.getMessage());
        }
    }
}
