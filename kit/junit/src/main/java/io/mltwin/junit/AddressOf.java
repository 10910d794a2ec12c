package io.mltwin.junit;

import io.mltwin.client.AzureService;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The service whose address a parameter of the type {@code URI} gets; of the tenant's region where
 * it has one in each.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface AddressOf {
    AzureService value();
}
