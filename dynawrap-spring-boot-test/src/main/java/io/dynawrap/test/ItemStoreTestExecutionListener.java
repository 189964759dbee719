package io.dynawrap.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/** Deletes what earlier tests stored, before each test of {@link AutoConfigureItemStore}. */
final class ItemStoreTestExecutionListener extends AbstractTestExecutionListener {

    /** Runs before a transaction of the test starts, which is at 4000. */
    @Override
    public int getOrder() {
        return 3500;
    }

    @Override
    public void beforeTestMethod(TestContext testContext) {
        if (TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(), AutoConfigureItemStore.class)) {
            testContext.getApplicationContext().getBeanProvider(TestItems.class).ifAvailable(TestItems::delete);
        }
    }
}
