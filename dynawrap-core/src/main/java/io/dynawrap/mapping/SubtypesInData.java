package io.dynawrap.mapping;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import org.jspecify.annotations.Nullable;

/** Finds the subtype of a value by its fields, where {@code @JsonTypeInfo(use = DEDUCTION)} says so. */
final class SubtypesInData {

    private SubtypesInData() {}

    /**
     * Returns what resolves the subtypes of a type or a field.
     *
     * @param resolver what Jackson has for it, or {@code null} if its subtypes are not distinguished
     * @param info what {@code @JsonTypeInfo} says, or {@code null} if it is absent
     */
    @SuppressWarnings("NullAway") // Jackson's contract: null means that there is no annotation
    static TypeResolverBuilder<?> resolver(
            @Nullable TypeResolverBuilder<?> resolver, JsonTypeInfo.@Nullable Value info) {
        if (resolver == null || info == null) {
            return resolver;
        }
        boolean byFields =
                info.getIdType() == JsonTypeInfo.Id.DEDUCTION && resolver.getClass() == StdTypeResolverBuilder.class;
        return byFields ? new ByFields(info) : resolver;
    }

    /** Jackson finds the subtype among those that annotations name, and then has it checked as if data had named it. */
    private static final class ByFields extends StdTypeResolverBuilder {

        ByFields(JsonTypeInfo.Value info) {
            super(info);
        }

        @Override
        public PolymorphicTypeValidator subTypeValidator(MapperConfig<?> config) {
            return LaissezFaireSubTypeValidator.instance;
        }
    }
}
