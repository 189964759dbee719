package io.dynawrap.docs.springboot;

import io.dynawrap.ItemStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;

/** Logs the calls of a store. */
final class CallLog {

    private final List<String> calls = new CopyOnWriteArrayList<>();

    ItemStore log(ItemStore store) {
        ProxyFactory proxy = new ProxyFactory(store);
        proxy.addAdvice((MethodInterceptor) call -> {
            calls.add(call.getMethod().getName());
            return call.proceed();
        });
        return (ItemStore) proxy.getProxy();
    }

    List<String> calls() {
        return List.copyOf(calls);
    }
}
