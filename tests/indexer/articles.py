"""Short articles in three languages, written for these tests, each with its keyword lists."""

INTERNAL = """\
Ички миграция жана шаарлар

Макалада ички миграциянын себептери каралат. Жаштар айылдан шаарга көчүп жатат. Ички миграция шаарды чоңойтот.

Ачкыч сөздөр: ички миграция; эмгек рыногу; урбанизация

Внутренняя миграция и города

В статье рассматриваются причины внутренней миграции. Молодёжь переезжает из села в город. Внутренняя миграция
увеличивает город.

Ключевые слова: внутренняя миграция; рынок труда; урбанизация

Internal migration and cities

The article considers the causes of internal migration. Young people move from the village to the city. Internal
migration makes the city larger.

Keywords: internal migration; labour market; urbanization
"""

LABOUR = """\
Эмгек миграциясы жана эмгек рыногу

Макалада эмгек миграциясы изилденет. Эмгек рыногунун абалы мигранттардын чечимине таасир этет. Мигранттар үй-бүлөсүнө
акча жөнөтөт.

Ачкыч сөздөр: эмгек миграциясы; эмгек рыногу; акча которуулар

Трудовая миграция и рынок труда

В статье исследуется трудовая миграция. Положение на рынке труда влияет на решение мигрантов. Мигранты отправляют
деньги семьям.

Ключевые слова: трудовая миграция; рынок труда; денежные переводы

Labour migration and the labour market

The article examines labour migration. The state of the labour market influences the decision of migrants. Migrants
send money to their families.

Keywords: labour migration; labour market; remittances
"""

KYRGYZ = """\
Айыл жөнүндө

Айылдан көчкөндөрдүн саны өсүп жатат. Миграциянын себептери көп. Кыштактын калкы азайды.
"""

RUSSIAN = """\
О границе

Граница проходит по реке. На рынке много людей. Труда здесь хватает всем. Миграции посвящена отдельная глава.
"""

ENGLISH = """\
On markets

The market stands in the old town. Labour is cheap here. Migrants work in the fields. A child's policy isn't a crisis.
"""

TEXTS = {
    "internal.txt": INTERNAL,
    "labour.txt": LABOUR,
    "kyrgyz.txt": KYRGYZ,
    "russian.txt": RUSSIAN,
    "english.txt": ENGLISH,
}
