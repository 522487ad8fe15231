/** A work that the Methods text can cite. */
export interface Reference {
  type: 'article' | 'inproceedings' | 'incollection' | 'book' | 'techreport' | 'misc';
  /** Field → value in the order in which they are written; authors as “Family, Given”. */
  fields: Readonly<Record<string, string>>;
}

/** The works behind the steps, by the key under which the text cites them. */
export const REFERENCES = {
  lamanno2018: {
    type: 'article',
    fields: {
      author:
        'La Manno, Gioele and Soldatov, Ruslan and Zeisel, Amit and Braun, Emelie and Hochgerner, Hannah and Petukhov, Viktor and Lidschreiber, Katja and Kastriti, Maria E. and Lönnerberg, Peter and Furlan, Alessandro and others',
      title: 'RNA velocity of single cells',
      journal: 'Nature',
      volume: '560',
      pages: '494--498',
      year: '2018',
      doi: '10.1038/s41586-018-0414-6',
    },
  },
  bergen2020: {
    type: 'article',
    fields: {
      author:
        'Bergen, Volker and Lange, Marius and Peidli, Stefan and Wolf, F. Alexander and Theis, Fabian J.',
      title: 'Generalizing RNA velocity to transient cell states through dynamical modeling',
      journal: 'Nature Biotechnology',
      volume: '38',
      pages: '1408--1414',
      year: '2020',
      doi: '10.1038/s41587-020-0591-3',
    },
  },
  tirosh2016: {
    type: 'article',
    fields: {
      author: 'Tirosh, Itay and Izar, Benjamin and Prakadan, Sanjay M. and others',
      title: 'Dissecting the multicellular ecosystem of metastatic melanoma by single-cell RNA-seq',
      journal: 'Science',
      volume: '352',
      number: '6282',
      pages: '189--196',
      year: '2016',
      doi: '10.1126/science.aad0501',
    },
  },
  satija2015: {
    type: 'article',
    fields: {
      author:
        'Satija, Rahul and Farrell, Jeffrey A. and Gennert, David and Schier, Alexander F. and Regev, Aviv',
      title: 'Spatial reconstruction of single-cell gene expression data',
      journal: 'Nature Biotechnology',
      volume: '33',
      pages: '495--502',
      year: '2015',
      doi: '10.1038/nbt.3192',
    },
  },
  golub1977: {
    type: 'incollection',
    fields: {
      author: 'Golub, Gene H. and Underwood, Richard',
      title: 'The block Lanczos method for computing eigenvalues',
      booktitle: 'Mathematical Software',
      editor: 'Rice, John R.',
      publisher: 'Academic Press',
      pages: '361--377',
      year: '1977',
      doi: '10.1016/B978-0-12-587260-7.50018-2',
    },
  },
  mcinnes2018: {
    type: 'misc',
    fields: {
      author: 'McInnes, Leland and Healy, John and Melville, James',
      title: '{UMAP}: Uniform Manifold Approximation and Projection for Dimension Reduction',
      year: '2018',
      eprint: '1802.03426',
      archiveprefix: 'arXiv',
      primaryclass: 'stat.ML',
    },
  },
  dong2011: {
    type: 'inproceedings',
    fields: {
      author: 'Dong, Wei and Charikar, Moses and Li, Kai',
      title: 'Efficient k-nearest neighbor graph construction for generic similarity measures',
      booktitle: 'Proceedings of the 20th International Conference on World Wide Web',
      pages: '577--586',
      year: '2011',
      doi: '10.1145/1963405.1963487',
    },
  },
  blondel2008: {
    type: 'article',
    fields: {
      author: 'Blondel, Vincent D. and Guillaume, Jean-Loup and Lambiotte, Renaud and Lefebvre, Etienne',
      title: 'Fast unfolding of communities in large networks',
      journal: 'Journal of Statistical Mechanics: Theory and Experiment',
      volume: '2008',
      number: '10',
      pages: 'P10008',
      year: '2008',
      doi: '10.1088/1742-5468/2008/10/P10008',
    },
  },
  haghverdi2016: {
    type: 'article',
    fields: {
      author:
        'Haghverdi, Laleh and Büttner, Maren and Wolf, F. Alexander and Buettner, Florian and Theis, Fabian J.',
      title: 'Diffusion pseudotime robustly reconstructs lineage branching',
      journal: 'Nature Methods',
      volume: '13',
      pages: '845--848',
      year: '2016',
      doi: '10.1038/nmeth.3971',
    },
  },
  jobard1997: {
    type: 'incollection',
    fields: {
      author: 'Jobard, Bruno and Lefer, Wilfrid',
      title: 'Creating Evenly-Spaced Streamlines of Arbitrary Density',
      booktitle: "Visualization in Scientific Computing '97",
      publisher: 'Springer',
      pages: '43--55',
      year: '1997',
      doi: '10.1007/978-3-7091-6876-9_5',
    },
  },
  lange2022: {
    type: 'article',
    fields: {
      author:
        "Lange, Marius and Bergen, Volker and Klein, Michal and Setty, Manu and Reuter, Bernhard and Bakhti, Mostafa and Lickert, Heiko and Ansari, Meshal and Schniering, Janine and Schiller, Herbert B. and Pe'er, Dana and Theis, Fabian J.",
      title: '{CellRank} for directed single-cell fate mapping',
      journal: 'Nature Methods',
      volume: '19',
      pages: '159--170',
      year: '2022',
      doi: '10.1038/s41592-021-01346-6',
    },
  },
  weber2002: {
    type: 'techreport',
    fields: {
      author: 'Weber, Marcus and Galliat, Tobias',
      title: 'Characterization of transition states in conformational dynamics using fuzzy sets',
      institution: 'Zuse Institute Berlin',
      type: 'ZIB-Report',
      number: '02-12',
      year: '2002',
    },
  },
  kemeny1960: {
    type: 'book',
    fields: {
      author: 'Kemeny, John G. and Snell, J. Laurie',
      title: 'Finite Markov Chains',
      publisher: 'Van Nostrand',
      address: 'Princeton',
      year: '1960',
    },
  },
  landa2021: {
    type: 'article',
    fields: {
      author: 'Landa, Boris and Coifman, Ronald R. and Kluger, Yuval',
      title: 'Doubly stochastic normalization of the Gaussian kernel is robust to heteroskedastic noise',
      journal: 'SIAM Journal on Mathematics of Data Science',
      volume: '3',
      number: '1',
      pages: '388--413',
      year: '2021',
      doi: '10.1137/20M1342124',
    },
  },
} as const satisfies Record<string, Reference>;

export type ReferenceKey = keyof typeof REFERENCES;

/** The keys that a text cites as `[@key]` or `[@key; @other]`, each once, in the order of their first mention. */
export function citedKeys(text: string): ReferenceKey[] {
  const keys = [...text.matchAll(/@([a-z]+\d{4})/g)].map((match) => match[1]);
  return [...new Set(keys)].filter((key): key is ReferenceKey => key in REFERENCES);
}

/** The works that a text cites, as a BibTeX file in UTF-8. */
export function bibtexOf(text: string): string {
  return citedKeys(text)
    .map((key) => {
      const { type, fields } = REFERENCES[key];
      const lines = Object.entries(fields).map(([field, value]) => `  ${field} = {${value}},\n`);
      return `@${type}{${key},\n${lines.join('')}}\n`;
    })
    .join('\n');
}
