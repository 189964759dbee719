package io.dynawrap.autoconfigure.model;

import io.dynawrap.DbItem;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GeneratedMethod;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.javapoet.ClassName;
import org.springframework.javapoet.CodeBlock;

/**
 * Finds the models when an application is processed ahead of time, because a native image has no class path to scan. Writes
 * their names into the code that creates the {@link Models}, and registers the reflection that Jackson needs.
 */
final class ModelsAotProcessor implements BeanRegistrationAotProcessor {

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        if (bean.getBeanClass() != Models.class) {
            return null;
        }
        Models models = bean.getBeanFactory().getBean(bean.getBeanName(), Models.class);
        return BeanRegistrationAotContribution.withCustomCodeFragments(fragments -> new ModelsCode(fragments, models));
    }

    private static final class ModelsCode extends BeanRegistrationCodeFragmentsDecorator {

        private final Models models;

        ModelsCode(BeanRegistrationCodeFragments fragments, Models models) {
            super(fragments);
            this.models = models;
        }

        @Override
        public ClassName getTarget(RegisteredBean bean) {
            return ClassName.get(Models.class);
        }

        @Override
        public CodeBlock generateInstanceSupplierCode(
                GenerationContext context, BeanRegistrationCode code, boolean allowDirectSupplierShortcut) {
            ModelHints hints = new ModelHints(context.getRuntimeHints().reflection());
            models.classes().stream()
                    .flatMap(model ->
                            Stream.of(model, model.getAnnotation(DbItem.class).viewOf()))
                    .forEach(hints::register);
            CodeBlock names = models.classes().stream()
                    .map(Class::getName)
                    .sorted()
                    .map(name -> CodeBlock.of("$S", name))
                    .collect(CodeBlock.joining(", "));
            GeneratedMethod method = code.getMethods()
                    .add(
                            "getModels",
                            builder -> builder.addJavadoc("The models of the application.")
                                    .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                                    .returns(Models.class)
                                    .addStatement("return $T.named($L)", Models.class, names));
            return method.toMethodReference().toCodeBlock();
        }
    }
}
